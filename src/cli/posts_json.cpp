// SPDX-License-Identifier: BSL-1.0
#include "cli/posts_json.hpp"

#include "cli/duration.hpp"
#include "cli/rfc3339.hpp"

#include <boost/json/array.hpp>

namespace multipost::cli {

namespace json = boost::json;

namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

// The network says where a message can be seen; only a web page is a link.
json::value permalink_json(const std::string& url)
{
    if (!url.starts_with("https://") && !url.starts_with("http://")) return nullptr;
    return json::value(url);
}

json::object with_retry_at(const failure& f, const json::value& retry_at)
{
    return {{"class", to_string(f.kind)},     {"code", f.code},      {"what", f.what}, {"advice", f.advice},
            {"remote_words", f.remote_words}, {"retry_at", retry_at}};
}

// While a delivery waits it is known when it is sent again; afterwards only how long the network asked to wait.
json::value failure_of(const post_delivery& d)
{
    if (d.failure && d.state == delivery_state::waiting)
        return with_retry_at(*d.failure, json::value(rfc3339(d.due_at)));
    return failure_json(d.failure, d.updated_at);
}

// An attempt that another one follows has failed, whatever has become of its delivery.
std::string_view state_of_attempt(delivery_state state) noexcept
{
    switch (state)
    {
    case delivery_state::sending:
    case delivery_state::delivered:
    case delivery_state::failed:
    case delivery_state::unconfirmed:
    case delivery_state::cancelled: return to_string(state);
    case delivery_state::missed:
    case delivery_state::scheduled:
    case delivery_state::queued:
    case delivery_state::waiting: break;
    }
    return to_string(delivery_state::failed);
}

json::object attempt_json(const delivery_attempt& a)
{
    const bool ended = a.ended_at.has_value();
    return {{"number", a.number},
            {"started_at", rfc3339(a.started_at)},
            {"ended_at", ended ? json::value(rfc3339(*a.ended_at)) : json::value(nullptr)},
            {"state", state_of_attempt(a.state)},
            {"failure", failure_json(a.failure, a.ended_at.value_or(a.started_at))},
            {"elapsed_ms", ended ? json::value(a.elapsed.count()) : json::value(nullptr)}};
}

json::value schedule_json(const std::optional<post_schedule>& when)
{
    if (!when) return nullptr;
    auto planned = plan(when->asked);
    // A zone may have left the system's database since; its instant is known.
    if (!planned) planned = plan({rfc3339(when->instant), {}, {}});
    json::object out{{"at", when->asked.at},
                     {"zone", text_or_null(when->asked.zone)},
                     {"late", nullptr},
                     {"instant", rfc3339(when->instant)},
                     {"local", planned->local},
                     {"abbreviation", planned->abbreviation},
                     {"clock_change", to_string(planned->met)},
                     {"second", planned->second ? json::value(rfc3339(*planned->second)) : json::value(nullptr)}};
    if (when->asked.send_within) out["late"] = json::object{{"send_within", iso8601(*when->asked.send_within)}};
    return out;
}

json::object delivery_json(const post_delivery& d, bool with_attempts)
{
    const json::value due_at = is_end(d.state) ? json::value(nullptr) : json::value(rfc3339(d.due_at));
    json::object out{{"id", d.id},
                     {"channel", d.channel},
                     {"channel_name", d.channel_name},
                     {"connector", d.connector},
                     {"state", to_string(d.state)},
                     {"due_at", due_at},
                     {"attempts", d.attempts},
                     {"proof", to_string(d.proof)},
                     {"remote_id", text_or_null(d.remote_id)},
                     {"permalink", permalink_json(d.permalink)},
                     {"failure", failure_of(d)},
                     {"updated_at", rfc3339(d.updated_at)}};
    if (!with_attempts) return out;
    json::array attempts;
    for (const auto& a : d.attempts_made) attempts.push_back(attempt_json(a));
    out.emplace("attempts_made", std::move(attempts));
    return out;
}

json::object post_json(const post& p, bool with_attempts)
{
    json::array deliveries;
    for (const auto& d : p.deliveries) deliveries.push_back(delivery_json(d, with_attempts));
    return {{"id", p.id},
            {"state", to_string(p.state)},
            {"text", p.text},
            {"title", text_or_null(p.title)},
            {"link", text_or_null(p.link)},
            {"schedule", schedule_json(p.when)},
            {"revision", p.revision},
            {"created_at", rfc3339(p.created_at)},
            {"updated_at", rfc3339(p.updated_at)},
            {"deliveries", std::move(deliveries)}};
}

} // namespace

json::value failure_json(const std::optional<failure>& f, wall_time at)
{
    if (!f) return nullptr;
    return with_retry_at(*f, f->retry_after ? json::value(rfc3339(at + *f->retry_after)) : json::value(nullptr));
}

json::object to_json(const post_delivery& d) { return delivery_json(d, false); }

json::object to_json(const post& p) { return post_json(p, true); }

json::object to_json(const post_page& page)
{
    json::array items;
    for (const auto& p : page.items) items.push_back(post_json(p, false));
    return {{"items", std::move(items)}, {"next", text_or_null(page.next)}};
}

} // namespace multipost::cli
