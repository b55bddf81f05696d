// SPDX-License-Identifier: BSL-1.0
#include "events/event_feed.hpp"

#include "api/rfc3339.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace webapp {

namespace json = boost::json;

namespace {

// JSON as this library writes it has no line ends, which would end the field.
std::string event(std::string_view name, std::string_view id, const json::object& data)
{
    std::string text("event: ");
    text.append(name).append("\n");
    if (!id.empty()) text.append("id: ").append(id).append("\n");
    return text.append("data: ").append(json::serialize(data)).append("\n\n");
}

std::string resync(std::string_view id) { return event("resync", id, {}); }

std::string retry_after(std::chrono::milliseconds time) { return "retry: " + std::to_string(time.count()) + "\n\n"; }

json::array as_json(const std::set<std::string>& ids) { return json::array(ids.begin(), ids.end()); }

} // namespace

std::string_view to_string(farewell_reason r) noexcept
{
    switch (r)
    {
    case farewell_reason::stopping: return "stopping";
    case farewell_reason::session_ended: return "session_ended";
    case farewell_reason::replaced: return "replaced";
    }
    return "";
}

event_feed::event_feed(std::string last_event_id, std::chrono::milliseconds retry)
    : last_event_id_(std::move(last_event_id)),
      retry_(retry)
{}

void event_feed::note(const multipost::outbox_change& change)
{
    if (is_everything_) return;
    auto& ids = change.what == multipost::outbox_change::subject::post ? posts_ : channels_;
    ids.insert(change.id);
    if (posts_.size() + channels_.size() <= most_ids) return;
    is_everything_ = true;
    posts_.clear();
    channels_.clear();
}

void event_feed::end(farewell_reason why) noexcept
{
    if (!ending_) ending_ = why;
}

event_feed::output event_feed::take(const now& at, std::string_view id)
{
    output out;
    if (!std::exchange(has_begun_, true))
    {
        out.text = greeting(at, id);
        last_told_ = at.steady;
    }
    else if (ending_)
    {
        out.is_over = std::exchange(has_ended_, true);
        if (!out.is_over) out.text = farewell();
    }
    else if (has_news() && at.steady >= last_told_ + least_pause)
    {
        out.text = changes(id);
        last_told_ = at.steady;
    }
    else if (at.steady >= last_sent_ + longest_silence)
        out.text = ":\n\n";

    if (!out.text.empty()) last_sent_ = at.steady;
    out.look_again = has_news() ? last_told_ + least_pause : last_sent_ + longest_silence;
    return out;
}

// What was noted before the greeting is in its id: who knew that id has missed nothing, and everybody else reads anew.
std::string event_feed::greeting(const now& at, std::string_view id)
{
    json::object data;
    data["server_time"] = rfc3339(at.wall);
    auto text = retry_after(retry_) + event("hello", id, data);
    if (!last_event_id_.empty() && last_event_id_ != id) text += resync(id);
    return text;
}

std::string event_feed::changes(std::string_view id)
{
    if (std::exchange(is_everything_, false))
    {
        posts_.clear();
        channels_.clear();
        return resync(id);
    }
    json::object data;
    data["posts"] = as_json(std::exchange(posts_, {}));
    data["channels"] = as_json(std::exchange(channels_, {}));
    return event("changed", id, data);
}

std::string event_feed::farewell() const
{
    json::object data;
    data["reason"] = to_string(*ending_);
    const auto text = event("bye", {}, data);
    return ending_ == farewell_reason::stopping ? retry_after(retry_) + text : text;
}

} // namespace webapp
