// SPDX-License-Identifier: BSL-1.0
// Sends one message through every fault of the sandbox, with the multipost command, and prints what became of each.
// Ends with 1 when one of them is not what it has to be.
#include "fault_case.hpp"
#include "sandbox_fixture.hpp"

#include <boost/json/serialize.hpp>

#include <cstdio>
#include <iostream>

namespace {

using namespace integration;

struct observation
{
    outcome seen;
    std::string words;
};

observation observe(sandbox_fixture& sandbox, const fault_case& c)
{
    sandbox.networks.published().clear();
    const auto token = c.fault.empty() ? "x" : c.fault;
    const auto channel = c.network == "slack" ? sandbox.slack(token) : sandbox.discord(token);
    const auto command = sandbox.send({"--json", "--timeout", c.time_limit_s, "-t", channel, "hello"});
    const auto delivery = only_delivery(command);
    return {{text(delivery, "/state"), text(delivery, "/failure/class"), text(delivery, "/failure/code"),
             command.exit_code, sandbox.ledger().size()},
            text(delivery, "/failure/what")};
}

void print_row(const char* mark, const fault_case& c, const outcome& o, const std::string& words)
{
    std::printf("%-2s %-8s %-52s %-12s %-17s %-34s %4d %6zu  %s\n", mark, c.network.c_str(), c.fault.c_str(),
                o.state.c_str(), o.failure_class.c_str(), o.code.c_str(), o.exit_code, o.in_ledger, words.c_str());
    std::fflush(stdout);
}

} // namespace

int main()
{
    sandbox_fixture sandbox;
    std::size_t wrong = 0;
    std::printf("   %-8s %-52s %-12s %-17s %-34s %4s %6s  %s\n", "NETWORK", "FAULT", "STATE", "CLASS", "CODE", "EXIT",
                "LEDGER", "WORDS");
    const auto cases = fault_cases();
    for (const auto& c : cases)
    {
        const auto [seen, words] = observe(sandbox, c);
        const bool right = seen == c.expected && (seen.state == "delivered" || !words.empty());
        print_row(right ? "ok" : "NO", c, seen, words);
        if (right) continue;
        ++wrong;
        print_row("", c, c.expected, "(this was expected)");
    }
    std::printf("\n%zu faults, %zu not as they have to be\n", cases.size(), wrong);
    return wrong == 0 ? 0 : 1;
}
