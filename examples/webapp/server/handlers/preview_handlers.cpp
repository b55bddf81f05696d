// SPDX-License-Identifier: BSL-1.0
#include "handlers/preview_handlers.hpp"

#include "api/bounded_pool.hpp"
#include "api/json_body.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "handlers/channel_ids.hpp"
#include "handlers/preview_json.hpp"
#include "handlers/secret_use.hpp"

#include <multipost/message.hpp>

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace webapp {

namespace {

constexpr std::size_t max_text = 65'536;
// An answer may be some MB long.
constexpr std::size_t max_under_way = 8;
constexpr unsigned max_under_way_of_user = 3;
constexpr std::string_view too_many_previews = "Too many previews are being made at once.";

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

/// A channel of a preview, opened.
struct previewed_channel
{
    std::string id;
    multipost::channel to;
};

/// What the route works with; used on the server's one thread, but for its pool's.
struct preview_service
{
    preview_service(multipost::outbox kept, multipost::connector_registry known, const multipost::publisher& asked,
                    security_log& noted_in)
        : outbox(std::move(kept)),
          connectors(std::move(known)),
          previewer(asked),
          log(noted_in)
    {}

    multipost::outbox outbox;
    multipost::connector_registry connectors;
    const multipost::publisher& previewer;
    security_log& log;
    std::map<std::string, unsigned, std::less<>> under_way; ///< of each user who has any
    std::size_t all_under_way = 0;
    /// A long message to many channels takes a plugin's code a while, and everybody else would wait.
    bounded_pool pool{2, max_under_way, too_many_previews};
};

using service = std::shared_ptr<preview_service>;

/// One of the previews that there may be at once, and of those that one user may have, so that nobody keeps the others out.
class turn
{
public:
    /// @throws problem  429, 503
    turn(service s, std::string user) : service_(std::move(s)), user_(std::move(user))
    {
        const auto mine = service_->under_way.find(user_);
        if (mine != service_->under_way.end() && mine->second == max_under_way_of_user)
            throw too_many_requests(std::chrono::seconds(1));
        if (service_->all_under_way == max_under_way) throw overloaded(too_many_previews);
        ++service_->under_way[user_];
        ++service_->all_under_way;
    }
    ~turn()
    {
        --service_->all_under_way;
        const auto mine = service_->under_way.find(user_);
        if (--mine->second == 0) service_->under_way.erase(mine);
    }
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;

private:
    service service_;
    std::string user_;
};

response rendered(const multipost::publisher& previewer, const multipost::connector_registry& connectors,
                  const std::string& text, const std::vector<previewed_channel>& channels)
{
    const auto message = multipost::message::from_markdown(text);
    boost::json::array items;
    for (const auto& [id, to] : channels)
        items.push_back(preview_json(id, message.has_error() ? unreadable(to, message.error(), connectors)
                                                             : previewer.preview(*message, to)));
    return json_response(200, whole_list(std::move(items)));
}

asio::awaitable<std::vector<previewed_channel>> opened(service s, identity who, std::vector<std::string> ids)
{
    std::vector<previewed_channel> channels;
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < ids.size(); ++i)
    {
        auto found = co_await s->outbox.async_open_channel(who.scope(), ids[i]);
        if (found.has_error() && found.error().code == multipost::errc::not_found)
        {
            missing.push_back(i);
            continue;
        }
        channels.push_back({ids[i], value_or_problem(std::move(found))});
        note_secret_used(s->log, who, ids[i], channels.back().to.connector, "preview");
    }
    if (!missing.empty()) throw unknown_channels(missing);
    co_return channels;
}

asio::awaitable<response> preview(service s, request_context c)
{
    object_reader body(parse_json_body(c.request));
    auto text = body.text("text", 0, max_text);
    auto ids = take_channel_ids(body);
    body.done();

    const turn mine(s, c.user().user_id);
    auto channels = co_await opened(s, c.user(), std::move(ids));
    // Owns nothing of the service: were it the last to do so, the pool would end on a thread of its own.
    auto work = [&previewer = s->previewer, connectors = s->connectors, text = std::move(text),
                 channels = std::move(channels)] { return rendered(previewer, connectors, text, channels); };
    co_return co_await s->pool.async_run(std::move(work), asio::use_awaitable);
}

} // namespace

void add_preview_routes(router& to, multipost::outbox outbox, multipost::connector_registry connectors,
                        const multipost::publisher& previewer, security_log& log)
{
    auto s = std::make_shared<preview_service>(std::move(outbox), std::move(connectors), previewer, log);
    const auto handler = [s](request_context c) { return preview(s, std::move(c)); };
    to.add("POST", "/api/v1/preview", access::session, handler, route_class::costly);
}

} // namespace webapp
