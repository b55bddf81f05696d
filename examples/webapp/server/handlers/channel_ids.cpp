// SPDX-License-Identifier: BSL-1.0
#include "handlers/channel_ids.hpp"

#include "api/uuid.hpp"

#include <boost/json/object.hpp>

#include <set>
#include <string_view>

namespace webapp {

namespace {

constexpr std::size_t max_channels = 100;
constexpr std::size_t uuid_length = 36;

std::string pointer_to(std::size_t place) { return "/channels/" + std::to_string(place); }

} // namespace

std::vector<std::string> take_channel_ids(object_reader& body)
{
    auto ids = body.texts("channels", max_channels, uuid_length);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < ids.size(); ++i)
    {
        if (!is_uuid(ids[i])) throw bad_value(pointer_to(i), "Must be the id of a channel.");
        if (!seen.insert(ids[i]).second) throw bad_value(pointer_to(i), "Must be given once only.");
    }
    return ids;
}

problem unknown_channels(const std::vector<std::size_t>& missing)
{
    problem p(422, "unknown_channel",
              missing.size() == 1 ? "One of the channels does not exist (any more)."
                                  : "Some of the channels do not exist (any more).");
    for (const auto place : missing)
    {
        boost::json::object found;
        found["pointer"] = pointer_to(place);
        found["what"] = "There is no such channel.";
        p.errors.push_back(std::move(found));
    }
    return p;
}

} // namespace webapp
