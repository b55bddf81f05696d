// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_POST_PROBLEMS_HPP
#define WEBAPP_HANDLERS_POST_PROBLEMS_HPP

#include "api/problem.hpp"

#include <multipost/post.hpp>

#include <chrono>
#include <cstddef>
#include <vector>

namespace webapp {

// What posts are refused with; the codes are those of docs/openapi.yaml.

[[nodiscard]] problem text_empty();
[[nodiscard]] problem no_channel();

/// 422 message_refused or channel_unusable, saying of each channel why.
///
/// @param of  how many channels it was to go to
[[nodiscard]] problem refused(const std::vector<multipost::channel_refusal>& refusals, std::size_t of);

/// @param wait  until the next day
[[nodiscard]] problem too_many_posts(std::size_t per_day, std::chrono::milliseconds wait);

/// The value, or its error as a problem, which says of a post that it is too late, or was changed meanwhile, as the outbox
/// does.
template <class T>
T post_or_problem(multipost::result<T> r)
{
    if (r.has_error() && r.error().code == multipost::errc::too_late) throw problem(409, "too_late", r.error().what);
    if (r.has_error() && r.error().code == multipost::errc::changed_meanwhile)
        throw problem(412, "changed_meanwhile", r.error().what);
    return value_or_problem(std::move(r));
}

} // namespace webapp

#endif
