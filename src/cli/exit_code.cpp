// SPDX-License-Identifier: BSL-1.0
#include "cli/exit_code.hpp"

#include <algorithm>

namespace multipost::cli {

exit_code exit_code_of(const std::vector<delivery_result>& results) noexcept
{
    const auto some = [&results](delivery_state state) {
        return std::any_of(results.begin(), results.end(), [state](const auto& r) { return r.state == state; });
    };
    const bool delivered = some(delivery_state::delivered);
    const bool unconfirmed = some(delivery_state::unconfirmed);
    const bool failed = some(delivery_state::failed) || some(delivery_state::cancelled);
    if (failed) return delivered || unconfirmed ? exit_code::partial : exit_code::failure;
    return unconfirmed ? exit_code::unconfirmed : exit_code::success;
}

exit_code exit_code_of(const std::vector<channel_preview>& previews) noexcept
{
    const auto problems =
        std::count_if(previews.begin(), previews.end(), [](const auto& p) { return p.problem.has_value(); });
    if (problems == 0) return exit_code::success;
    return problems == std::ssize(previews) ? exit_code::failure : exit_code::partial;
}

} // namespace multipost::cli
