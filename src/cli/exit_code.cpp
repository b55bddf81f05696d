// SPDX-License-Identifier: BSL-1.0
#include "cli/exit_code.hpp"

#include <algorithm>
#include <iterator>

namespace multipost::cli {

exit_code exit_code_of(const std::vector<delivery_state>& deliveries)
{
    if (!std::all_of(deliveries.begin(), deliveries.end(), is_end)) return exit_code::unfinished;
    const auto some = [&deliveries](delivery_state state) {
        return std::find(deliveries.begin(), deliveries.end(), state) != deliveries.end();
    };
    const bool delivered = some(delivery_state::delivered);
    const bool unconfirmed = some(delivery_state::unconfirmed);
    const bool failed = some(delivery_state::failed) || some(delivery_state::cancelled) || some(delivery_state::missed);
    if (failed) return delivered || unconfirmed ? exit_code::partial : exit_code::failure;
    return unconfirmed ? exit_code::unconfirmed : exit_code::success;
}

exit_code exit_code_of(const std::vector<delivery_result>& results)
{
    std::vector<delivery_state> states;
    std::transform(results.begin(), results.end(), std::back_inserter(states), [](const auto& r) { return r.state; });
    return exit_code_of(states);
}

exit_code exit_code_of(const std::vector<channel_preview>& previews) noexcept
{
    const auto problems =
        std::count_if(previews.begin(), previews.end(), [](const auto& p) { return p.problem.has_value(); });
    if (problems == 0) return exit_code::success;
    return problems == std::ssize(previews) ? exit_code::failure : exit_code::partial;
}

} // namespace multipost::cli
