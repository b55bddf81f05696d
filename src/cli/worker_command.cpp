// SPDX-License-Identifier: BSL-1.0
#include "cli/worker_command.hpp"

#include "cli/interruption.hpp"
#include "cli/opened_outbox.hpp"
#include "cli/outbox_refusal.hpp"
#include "cli/printable.hpp"
#include "cli/running_worker.hpp"
#include "cli/server_socket.hpp"
#include "cli/short_patience.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

namespace multipost::cli {

namespace {

using std::chrono::milliseconds;

constexpr std::array ends{delivery_state::delivered, delivery_state::failed, delivery_state::unconfirmed,
                          delivery_state::missed};

void refuse_beside_server(const data_folder& data)
{
    if (!ask_server(data.socket, {"GET", "/livez"})) return;
    throw refusal(exit_code::failure, "store_in_use",
                  "A multipost-web has the data folder " + data.folder.string() +
                      " and sends what it holds. No other worker is needed; to have this one instead, stop it first.");
}

std::unique_ptr<opened_outbox> take_outbox(const data_folder& data, const worker_run_command& command,
                                           const global_options& global)
{
    for (short_patience patience;; patience.wait())
    {
        refuse_beside_server(data);
        const outbox_needs needs{false, command.network};
        if (auto opened = open_outbox(data, global, needs, "multipost worker", patience.is_over())) return opened;
    }
}

outbox_counts counts_of(const opened_outbox& of)
{
    auto handle = of.handle();
    return value_or_refusal(handle.async_counts(boost::asio::use_future).get());
}

std::size_t count(const outbox_counts& in, delivery_state state)
{
    const auto found = in.deliveries.find(state);
    return found == in.deliveries.end() ? 0 : found->second;
}

void wait_until_empty(const opened_outbox& outbox, interruption& signal)
{
    constexpr milliseconds shortest_pause{10};
    constexpr milliseconds longest_pause{250};
    for (auto pause = shortest_pause; !signal.came(); pause = std::min(pause * 2, longest_pause))
    {
        const auto now = counts_of(outbox);
        if (!now.oldest_due && count(now, delivery_state::sending) == 0) return;
        signal.wait_until(std::chrono::steady_clock::now() + pause);
    }
}

std::size_t pending(const outbox_counts& in)
{
    std::size_t all = 0;
    for (const auto& [state, deliveries] : in.deliveries)
        if (!is_end(state)) all += deliveries;
    return all;
}

boost::json::object report(const outbox_counts& before, const outbox_counts& after)
{
    boost::json::object out;
    for (const auto state : ends)
    {
        const auto then = count(before, state);
        out[to_string(state)] = std::max(count(after, state), then) - then;
    }
    out["pending"] = pending(after);
    return out;
}

void print(std::ostream& out, const boost::json::object& done)
{
    std::string said;
    for (const auto& [name, deliveries] : done)
        if (deliveries.to_number<std::size_t>() != 0)
            said.append(said.empty() ? "" : ", ").append(name).append(" ").append(boost::json::serialize(deliveries));
    out << (said.empty() ? "nothing was due" : said) << ".\n";
}

} // namespace

exit_code run(const worker_run_command& command, const global_options& global)
{
    const auto data = find_data_folder(command.data);
    interruption signal;
    const auto outbox = take_outbox(data, command, global);
    const auto before = counts_of(*outbox);
    running_worker worker(*outbox, global);
    if (!global.quiet && !command.until_empty)
        std::cerr << "multipost: sending what is due in " << printable(data.folder.string())
                  << ", until SIGTERM or SIGINT.\n";
    if (command.until_empty)
        wait_until_empty(*outbox, signal);
    else
        signal.wait();
    worker.stop();

    const auto done = report(before, counts_of(*outbox));
    if (global.json)
        std::cout << boost::json::serialize(done) << '\n';
    else if (!global.quiet)
        print(std::cout, done);
    return command.until_empty && signal.came() ? exit_code::interrupted : exit_code::success;
}

} // namespace multipost::cli
