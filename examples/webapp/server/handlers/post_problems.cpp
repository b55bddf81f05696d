// SPDX-License-Identifier: BSL-1.0
#include "handlers/post_problems.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace json = boost::json;

namespace webapp {

namespace {

json::object refusal_json(const multipost::channel_refusal& r)
{
    json::object told;
    told["channel"] = r.channel;
    told["code"] = r.failure.code;
    told["what"] = r.failure.what;
    told["advice"] = r.failure.advice;
    told["length"] = nullptr;
    told["limit"] = nullptr;
    if (r.limit != 0)
    {
        told["length"] = r.length;
        told["limit"] = r.limit;
    }
    return told;
}

bool is_of_message(const multipost::channel_refusal& r) noexcept
{
    return r.failure.kind == multipost::failure_class::message_rejected;
}

bool is_of_emptiness(const multipost::channel_refusal& r) { return r.failure.code == "message_empty"; }

} // namespace

problem text_empty() { return problem(422, "text_empty", "The message says nothing. Write something."); }

problem no_channel() { return problem(422, "no_channel", "Choose at least one channel."); }

problem refused(const std::vector<multipost::channel_refusal>& refusals, std::size_t of)
{
    if (std::ranges::all_of(refusals, is_of_emptiness)) return text_empty();
    const auto count = std::to_string(refusals.size()) + " of " + std::to_string(of) + " channels";
    auto p = std::ranges::all_of(refusals, is_of_message)
                 ? problem(422, "message_refused", "The message cannot go to " + count + " as it is. Nothing was sent.")
                 : problem(422, "channel_unusable", "Nothing can go to " + count + " now. Nothing was sent.");
    for (const auto& r : refusals) p.errors.push_back(refusal_json(r));
    return p;
}

problem too_many_posts(std::size_t per_day, std::chrono::milliseconds wait)
{
    const auto seconds = std::max<std::chrono::seconds::rep>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
    const auto hours = std::chrono::ceil<std::chrono::hours>(wait).count();
    problem p(429, "too_many_posts",
              "Each user may send " + std::to_string(per_day) + (per_day == 1 ? " message" : " messages") +
                  " a day on this server. The next day begins at midnight UTC, " +
                  (hours <= 1 ? "within the hour." : "in " + std::to_string(hours) + " hours at most."));
    p.headers.emplace_back("Retry-After", std::to_string(seconds));
    return p;
}

} // namespace webapp
