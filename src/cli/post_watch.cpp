// SPDX-License-Identifier: BSL-1.0
#include "cli/post_watch.hpp"

#include "cli/interruption.hpp"
#include "cli/json_members.hpp"

#include <algorithm>

namespace multipost::cli {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Most posts take a moment, and a planned one is not asked for ten times a second.
constexpr milliseconds shortest_pause{20};
constexpr milliseconds longest_pause{1'000};

} // namespace

watch_end watch_post(outbox_client& from, const std::string& id, std::optional<milliseconds> at_most)
{
    interruption signal;
    const auto end = at_most ? steady_clock::now() + *at_most : steady_clock::time_point::max();
    for (auto pause = shortest_pause;; pause = std::min(pause * 3 / 2, longest_pause))
    {
        const auto states = states_of(from.find_post(id));
        if (std::all_of(states.begin(), states.end(), is_end)) return watch_end::all_ended;
        if (signal.came()) return watch_end::interrupted;
        const auto now = steady_clock::now();
        if (now >= end) return watch_end::time_over;
        signal.wait_until(std::min(end, steady_clock::time_point(now + pause)));
    }
}

std::vector<delivery_state> states_of(const boost::json::object& post)
{
    std::vector<delivery_state> states;
    for_each_in(post, "deliveries", [&](const boost::json::object& d) {
        // A state this version does not know is none that has ended.
        states.push_back(delivery_state_from_string(text(d, "state")).value_or(delivery_state::waiting));
    });
    return states;
}

} // namespace multipost::cli
