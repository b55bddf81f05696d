// SPDX-License-Identifier: BSL-1.0
#include "handlers/post_json.hpp"

#include "api/rfc3339.hpp"
#include "handlers/failure_json.hpp"
#include "handlers/schedule_json.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace json = boost::json;

namespace webapp {

namespace {

using multipost::delivery_state;

/// The network says where a message can be seen; only a web page is made a link of.
json::value permalink_json(const std::string& url)
{
    if (!url.starts_with("https://") && !url.starts_with("http://")) return nullptr;
    return json::value(url);
}

/// While a delivery waits it is known when it is sent again; afterwards only how long the network asked to wait.
json::value failure_of(const multipost::post_delivery& d)
{
    if (d.failure && d.state == delivery_state::waiting) return failure_json(*d.failure, d.due_at);
    return failure_or_null(d.failure, d.updated_at);
}

/// An attempt that another one follows has failed, whatever has become of its delivery.
std::string_view state_of_attempt(delivery_state state) noexcept
{
    switch (state)
    {
    case delivery_state::sending:
    case delivery_state::delivered:
    case delivery_state::failed:
    case delivery_state::unconfirmed:
    case delivery_state::cancelled: return multipost::to_string(state);
    case delivery_state::missed:
    case delivery_state::scheduled:
    case delivery_state::queued:
    case delivery_state::waiting: break;
    }
    return multipost::to_string(delivery_state::failed);
}

json::object attempt_json(const multipost::delivery_attempt& a)
{
    json::object told;
    told["number"] = a.number;
    told["started_at"] = rfc3339(a.started_at);
    told["ended_at"] = nullptr;
    told["state"] = state_of_attempt(a.state);
    told["failure"] = failure_or_null(a.failure, a.ended_at.value_or(a.started_at));
    told["elapsed_ms"] = nullptr;
    if (a.ended_at)
    {
        told["ended_at"] = rfc3339(*a.ended_at);
        told["elapsed_ms"] = a.elapsed.count();
    }
    return told;
}

json::object delivery_detail_json(const multipost::post_delivery& d)
{
    json::array attempts;
    for (const auto& a : d.attempts_made) attempts.push_back(attempt_json(a));
    auto told = delivery_json(d);
    told["attempts_made"] = std::move(attempts);
    return told;
}

template <class DeliveryJson>
json::object post_with(const multipost::post& p, DeliveryJson deliver)
{
    json::array deliveries;
    for (const auto& d : p.deliveries) deliveries.push_back(deliver(d));
    json::object told;
    told["id"] = p.id;
    told["state"] = multipost::to_string(p.state);
    told["text"] = p.text;
    told["title"] = text_or_null(p.title);
    told["link"] = text_or_null(p.link);
    told["schedule"] = schedule_json(p.when);
    told["revision"] = p.revision;
    told["created_at"] = rfc3339(p.created_at);
    told["updated_at"] = rfc3339(p.updated_at);
    told["deliveries"] = std::move(deliveries);
    return told;
}

} // namespace

json::object delivery_json(const multipost::post_delivery& d)
{
    json::object told;
    told["id"] = d.id;
    told["channel"] = d.channel;
    told["channel_name"] = d.channel_name;
    told["connector"] = d.connector;
    told["state"] = multipost::to_string(d.state);
    told["due_at"] = nullptr;
    if (!multipost::is_end(d.state)) told["due_at"] = rfc3339(d.due_at);
    told["attempts"] = d.attempts;
    told["proof"] = multipost::to_string(d.proof);
    told["remote_id"] = text_or_null(d.remote_id);
    told["permalink"] = permalink_json(d.permalink);
    told["failure"] = failure_of(d);
    told["updated_at"] = rfc3339(d.updated_at);
    return told;
}

json::object post_json(const multipost::post& p) { return post_with(p, delivery_json); }

json::object post_detail_json(const multipost::post& p) { return post_with(p, delivery_detail_json); }

json::object post_counts_json(const multipost::post_counts& counted)
{
    using multipost::post_state;
    json::object told;
    for (const auto state :
         {post_state::sending, post_state::scheduled, post_state::failed, post_state::unconfirmed,
          post_state::partly_delivered, post_state::delivered, post_state::missed, post_state::cancelled})
    {
        const auto found = counted.posts.find(state);
        told[multipost::to_string(state)] = found == counted.posts.end() ? 0 : found->second;
    }
    told["total"] = counted.total;
    told["capped"] = counted.capped;
    told["to_come"] = counted.to_come;
    return told;
}

json::object accepted_post_json(const multipost::post& p)
{
    json::array deliveries;
    for (const auto& d : p.deliveries)
    {
        json::object delivery;
        delivery["id"] = d.id;
        delivery["channel"] = d.channel;
        delivery["state"] = multipost::to_string(d.state);
        deliveries.push_back(std::move(delivery));
    }
    json::object told;
    told["id"] = p.id;
    told["state"] = multipost::to_string(p.state);
    told["schedule"] = schedule_json(p.when);
    told["deliveries"] = std::move(deliveries);
    return told;
}

} // namespace webapp
