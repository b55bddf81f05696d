// SPDX-License-Identifier: BSL-1.0
#include "outbox/acceptance.hpp"

#include "outbox/store_exception.hpp"
#include "plugin/loaded_connector.hpp"
#include "publisher/channel_problem.hpp"
#include "publisher/prepared_message.hpp"
#include "text/utf8.hpp"

#include <set>
#include <string_view>
#include <utility>

namespace multipost {

namespace {

result<void> check_channels(const std::vector<std::string>& channels, std::size_t max_channels)
{
    if (channels.empty()) return error{errc::bad_channel, "Name at least one channel."};
    if (channels.size() > max_channels)
        return error{errc::limit_reached,
                     "A post goes to at most " + std::to_string(max_channels) + " channels. Make several posts of it."};
    if (std::set<std::string_view>(channels.begin(), channels.end()).size() != channels.size())
        return error{errc::bad_channel, "A channel is named twice. Name each once."};
    return {};
}

result<void> check_texts(const new_post& p)
{
    for (const std::string_view text : {p.title, p.link, p.idempotency_key})
        if (auto checked = check_utf8(text); !checked) return checked.error();
    constexpr std::size_t max_key_bytes = 255;
    if (p.idempotency_key.size() > max_key_bytes)
        return error{errc::bad_message, "The idempotency key has more than 255 bytes. Use a shorter one."};
    return {};
}

} // namespace

result<message> message_of(const new_post& p, std::size_t max_channels)
{
    if (auto checked = check_channels(p.channels, max_channels); !checked) return checked.error();
    if (auto checked = check_texts(p); !checked) return checked.error();
    auto m = message::from_markdown(p.text);
    if (!m) return m.error();
    m->title = p.title;
    m->link = p.link;
    return m;
}

void check_time(const planned_time& planned, std::chrono::days max_ahead, wall_time now)
{
    if (planned.instant <= now)
        throw store_exception({errc::time_passed, "That time has passed. Send it now, or choose a later time."});
    if (planned.instant > now + max_ahead)
        throw store_exception({errc::bad_schedule, "A post can be planned at most " +
                                                       std::to_string(max_ahead.count()) +
                                                       " days ahead. Choose an earlier time."});
}

connector_verdict verdict_of(const message& m, const std::string& connector, const connector_registry& connectors)
{
    const auto loaded = registry_access::find(connectors, connector);
    if (!loaded) return {unknown_connector(connector, connectors)};
    auto prepared = prepare(m, *loaded);
    connector_verdict verdict{std::move(prepared.problem)};
    if (verdict.problem && verdict.problem->code == "text_too_long")
    {
        verdict.length = prepared.length;
        verdict.limit = loaded->info().text.max;
    }
    return verdict;
}

post as_accepted(post p)
{
    for (auto& d : p.deliveries)
    {
        post_delivery then;
        then.id = std::move(d.id);
        then.post = std::move(d.post);
        then.channel = std::move(d.channel);
        then.channel_name = std::move(d.channel_name);
        then.connector = std::move(d.connector);
        then.state = p.when ? delivery_state::scheduled : delivery_state::queued;
        then.due_at = p.when ? p.when->instant : p.created_at;
        then.updated_at = p.created_at;
        d = std::move(then);
    }
    p.updated_at = p.created_at;
    p.state = p.deliveries.empty() ? post_state::draft : p.when ? post_state::scheduled : post_state::sending;
    return p;
}

} // namespace multipost
