// SPDX-License-Identifier: BSL-1.0
#include "cli/outbox_refusal.hpp"

#include "cli/json_members.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace multipost::cli {

namespace {

struct meaning
{
    std::string_view code; ///< also the one of the server's API
    exit_code how;
};

// The rest is a failure: nothing was done, and the command was not wrong.
constexpr std::array<meaning, 12> meanings{{
    {"bad_value", exit_code::usage},
    {"bad_schedule", exit_code::usage},
    {"time_passed", exit_code::usage},
    {"text_empty", exit_code::usage},
    {"idempotency_key_reused", exit_code::usage},
    {"bad_channel", exit_code::configuration},
    {"unknown_connector", exit_code::no_channel},
    {"no_channel", exit_code::no_channel},
    {"unknown_channel", exit_code::no_channel},
    {"bad_configuration", exit_code::configuration},
    {"wrong_master_key", exit_code::configuration},
    {"bad_master_key", exit_code::configuration},
}};

exit_code how_for(std::string_view code)
{
    const auto* found = std::find_if(meanings.begin(), meanings.end(), [&](const auto& m) { return m.code == code; });
    return found == meanings.end() ? exit_code::failure : found->how;
}

std::string_view code_of(errc code)
{
    switch (code)
    {
    case errc::bad_message:
    case errc::text_too_long: return "message_refused";
    case errc::bad_channel: return "bad_channel";
    case errc::unknown_connector: return "unknown_connector";
    case errc::bad_configuration: return "bad_configuration";
    case errc::bad_schedule: return "bad_schedule";
    case errc::time_passed: return "time_passed";
    case errc::store_in_use: return "store_in_use";
    case errc::store_newer_schema: return "store_newer_schema";
    case errc::store_full: return "store_full";
    case errc::wrong_master_key: return "wrong_master_key";
    case errc::bad_master_key: return "bad_master_key";
    case errc::not_found: return "not_found";
    case errc::too_late: return "too_late";
    case errc::changed_meanwhile: return "changed_meanwhile";
    case errc::idempotency_key_reused: return "idempotency_key_reused";
    case errc::limit_reached:
    case errc::daily_limit_reached: return "limit_reached";
    default: return "store_failed";
    }
}

} // namespace

refusal refusal_of(const error& e)
{
    const auto code = e.code.category() == multipost_category() ? code_of(static_cast<errc>(e.code.value()))
                                                                : std::string_view("internal");
    return {how_for(code), std::string(code), e.what};
}

boost::json::object body_or_refusal(const server_answer& answer)
{
    constexpr unsigned first_refusal = 300;
    constexpr unsigned no_content = 204;
    if (answer.status == no_content) return {};
    boost::json::error_code no_json;
    auto body = boost::json::parse(answer.body, no_json);
    auto members = body.is_object() ? std::move(body.get_object()) : boost::json::object();
    if (answer.status < first_refusal && !no_json) return members;
    const std::string code(text(members, "code"));
    std::string what(text(members, "detail"));
    if (what.empty()) what = "The server answered " + std::to_string(answer.status) + ".";
    throw refusal(how_for(code), code.empty() ? "server_refused" : code, what);
}

refusal refused_by_channels(const boost::json::array& errors, const boost::json::object& channels)
{
    std::string what = "Nothing was sent.";
    for (const auto& e : errors)
    {
        if (!e.is_object()) continue;
        std::string name(text(e.get_object(), "channel"));
        for_each_in(channels, "items", [&](const boost::json::object& c) {
            if (text(c, "id") == name) name = text(c, "name");
        });
        what.append("\n").append(name).append(": ").append(text(e.get_object(), "what"));
        if (const auto advice = text(e.get_object(), "advice"); !advice.empty()) what.append(" ").append(advice);
    }
    return {exit_code::failure, "message_refused", what};
}

} // namespace multipost::cli
