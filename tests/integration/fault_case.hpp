// SPDX-License-Identifier: BSL-1.0
#ifndef INTEGRATION_FAULT_CASE_HPP
#define INTEGRATION_FAULT_CASE_HPP

#include <cstddef>
#include <string>
#include <vector>

namespace integration {

/// What became of one message in one channel.
struct outcome
{
    std::string state;
    std::string failure_class; ///< empty when delivered, as is the code
    std::string code;
    int exit_code = 0;
    std::size_t in_ledger = 0;

    friend bool operator==(const outcome&, const outcome&) = default;
};

/// A network that misbehaves in one way, and what has to become of a message to it.
struct fault_case
{
    std::string network;
    std::string fault; ///< as the sandbox names it; empty: none
    outcome expected;
    std::string time_limit_s = "20"; ///< short where there is something to wait for
};

/// Every fault of the sandbox, in both networks.
[[nodiscard]] std::vector<fault_case> fault_cases();

} // namespace integration

#endif
