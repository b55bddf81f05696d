// SPDX-License-Identifier: BSL-1.0
#include "cli/posts_json.hpp"

#include <boost/json/array.hpp>

#include <cstdio>
#include <ctime>

namespace multipost::cli {

namespace {

std::string rfc3339(wall_time at)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    const auto whole = static_cast<std::time_t>(seconds.time_since_epoch().count());
    std::tm utc{};
    gmtime_r(&whole, &utc);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                  utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, static_cast<int>((at - seconds).count()));
    return text;
}

boost::json::value text_or_null(const std::string& text)
{
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::value failure_json(const std::optional<failure>& f, const boost::json::value& retry_at)
{
    if (!f) return nullptr;
    return boost::json::object{
        {"class", to_string(f->kind)},     {"code", f->code},     {"what", f->what}, {"advice", f->advice},
        {"remote_words", f->remote_words}, {"retry_at", retry_at}};
}

boost::json::object attempt_json(const delivery_attempt& a)
{
    const bool ended = a.ended_at.has_value();
    return {{"number", a.number},
            {"started_at", rfc3339(a.started_at)},
            {"ended_at", ended ? boost::json::value(rfc3339(*a.ended_at)) : boost::json::value(nullptr)},
            {"state", to_string(a.state)},
            {"failure", failure_json(a.failure, nullptr)},
            {"elapsed_ms", ended ? boost::json::value(a.elapsed.count()) : boost::json::value(nullptr)}};
}

boost::json::object delivery_json(const post_delivery& d, bool with_attempts)
{
    const boost::json::value due_at =
        is_end(d.state) ? boost::json::value(nullptr) : boost::json::value(rfc3339(d.due_at));
    const auto retry_at = d.state == delivery_state::waiting ? due_at : boost::json::value(nullptr);
    boost::json::object out{{"id", d.id},
                            {"channel", d.channel},
                            {"channel_name", d.channel_name},
                            {"connector", d.connector},
                            {"state", to_string(d.state)},
                            {"due_at", due_at},
                            {"attempts", d.attempts},
                            {"proof", to_string(d.proof)},
                            {"remote_id", text_or_null(d.remote_id)},
                            {"permalink", text_or_null(d.permalink)},
                            {"failure", failure_json(d.failure, retry_at)},
                            {"updated_at", rfc3339(d.updated_at)}};
    if (!with_attempts) return out;
    boost::json::array attempts;
    for (const auto& a : d.attempts_made) attempts.push_back(attempt_json(a));
    out.emplace("attempts_made", std::move(attempts));
    return out;
}

boost::json::object post_json(const post& p, bool with_attempts)
{
    boost::json::array deliveries;
    for (const auto& d : p.deliveries) deliveries.push_back(delivery_json(d, with_attempts));
    return {{"id", p.id},
            {"state", to_string(p.state)},
            {"text", p.text},
            {"title", text_or_null(p.title)},
            {"link", text_or_null(p.link)},
            {"created_at", rfc3339(p.created_at)},
            {"updated_at", rfc3339(p.updated_at)},
            {"deliveries", std::move(deliveries)}};
}

} // namespace

boost::json::object to_json(const post& p) { return post_json(p, true); }

boost::json::object to_json(const post_page& page)
{
    boost::json::array items;
    for (const auto& p : page.items) items.push_back(post_json(p, false));
    return {{"items", std::move(items)}, {"next", text_or_null(page.next)}};
}

} // namespace multipost::cli
