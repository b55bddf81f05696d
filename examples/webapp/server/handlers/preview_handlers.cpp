// SPDX-License-Identifier: BSL-1.0
#include "handlers/preview_handlers.hpp"

#include "api/json_body.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "handlers/channel_ids.hpp"
#include "handlers/preview_json.hpp"

#include <multipost/message.hpp>

#include <boost/json/array.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace webapp {

namespace {

constexpr std::size_t max_text = 65'536;

/// What there is to see of a message that cannot be read at all.
multipost::channel_preview unreadable(const multipost::channel& to, const multipost::error& why,
                                      const multipost::connector_registry& connectors)
{
    multipost::failure refused;
    refused.kind = multipost::failure_class::message_rejected;
    refused.code = why.code == multipost::errc::text_too_long ? "text_too_long" : "bad_message";
    refused.what = why.what;

    multipost::channel_preview p;
    p.connector = to.connector;
    if (const auto* info = connectors.find(to.connector))
    {
        p.limit = info->text.max;
        p.unit = info->text.unit;
    }
    p.problem = std::move(refused);
    return p;
}

asio::awaitable<response> preview(multipost::outbox outbox, multipost::connector_registry connectors,
                                  const multipost::publisher& previewer, request_context c)
{
    object_reader body(parse_json_body(c.request));
    const auto text = body.text("text", 0, max_text);
    const auto ids = take_channel_ids(body);
    body.done();

    const auto message = multipost::message::from_markdown(text);
    boost::json::array items;
    std::vector<std::size_t> missing;
    // Opening a channel leaves this thread, so that others are served between one preview and the next.
    for (std::size_t i = 0; i < ids.size(); ++i)
    {
        auto opened = co_await outbox.async_open_channel(c.user().scope(), ids[i]);
        if (opened.has_error() && opened.error().code == multipost::errc::not_found)
        {
            missing.push_back(i);
            continue;
        }
        const auto to = value_or_problem(std::move(opened));
        if (!missing.empty()) continue;
        items.push_back(preview_json(ids[i], message.has_error() ? unreadable(to, message.error(), connectors)
                                                                 : previewer.preview(*message, to)));
    }
    if (!missing.empty()) throw unknown_channels(missing);
    co_return json_response(200, whole_list(std::move(items)));
}

} // namespace

void add_preview_routes(router& to, multipost::outbox outbox, multipost::connector_registry connectors,
                        const multipost::publisher& previewer)
{
    to.add("POST", "/api/v1/preview", access::session, [outbox, connectors, &previewer](request_context c) {
        return preview(outbox, connectors, previewer, std::move(c));
    });
}

} // namespace webapp
