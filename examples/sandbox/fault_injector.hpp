// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_FAULT_INJECTOR_HPP
#define SANDBOX_FAULT_INJECTOR_HPP

#include "network.hpp"

#include <deque>
#include <string>
#include <unordered_set>

namespace sandbox {

/// Lets a network answer, with the fault that the request's token asks for.
class fault_injector
{
public:
    [[nodiscard]] response answer(network& n, const request& r, const std::string& token);

private:
    bool first_time(const std::string& address);

    // The addresses that were told to wait, so that each is told once; bounded, the oldest is forgotten.
    std::unordered_set<std::string> told_;
    std::deque<std::string> told_in_order_;
};

} // namespace sandbox

#endif
