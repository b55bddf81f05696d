// SPDX-License-Identifier: BSL-1.0
/// @file
/// Sends one message to any number of channels, and tells what became of each.
///
/// @code
/// multipost::connector_registry connectors;
/// connectors.load_folder("/usr/lib/multipost/plugins");
/// multipost::publisher publisher(connectors);
/// auto channel = connectors.channel_from_url("https://hooks.slack.com/services/T.../B.../...").value();
/// auto results = publisher.publish(multipost::message::from_markdown("**1.0** is out").value(), {channel});
/// @endcode
#ifndef MULTIPOST_PUBLISHER_HPP
#define MULTIPOST_PUBLISHER_HPP

#include <multipost/allow_list.hpp>
#include <multipost/channel.hpp>
#include <multipost/connector_registry.hpp>
#include <multipost/export.h>
#include <multipost/log_sink.hpp>
#include <multipost/message.hpp>
#include <multipost/outcome.hpp>
#include <multipost/text.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace multipost {

/// How a publisher works. Every value has a sane default.
struct publisher_options
{
    /// Everything one delivery may take, waits and tries included. What is not through by then ends as it stands.
    std::chrono::milliseconds time_limit{60'000};
    /// How often a delivery may be tried; a delivery is tried again only where that cannot publish twice. What a rate limit
    /// refused does not count.
    unsigned max_attempts = 5;
    /// Resolving, connecting and the TLS handshake, each.
    std::chrono::milliseconds connect_timeout{10'000};
    /// One request, from its first byte to the last of the answer.
    std::chrono::milliseconds request_timeout{30'000};
    /// An answer longer than this is cut off and is no answer.
    std::size_t max_answer_bytes = 1U << 20U;
    /// Kept-alive connections: for one origin, and how long one may rest.
    std::size_t max_connections_per_origin = 8;
    std::chrono::milliseconds idle_timeout{20'000};
    /// Beside the public internet over https; see allow_list.
    allow_list allow;
    /// PEM certificates to trust instead of the system's store; empty: the system's.
    std::string ca_certificates_pem;
    /// Where the log goes.
    log_sink log;
};

/// A request exactly as it would be sent, secrets masked as "***".
struct request_preview
{
    std::string effect; ///< "prepares", "publishes", "publishes_once"
    std::string method;
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/// What one channel's readers would get.
struct channel_preview
{
    std::string connector;
    std::string channel; ///< its label
    std::string text;    ///< as the network gets it, markup and escapes included
    /// What its readers see: the message reduced to what the network's markup can say. Empty when nothing would be sent.
    formatted_text seen;
    std::size_t length = 0;
    std::size_t limit = 0; ///< 0: no limit
    length_unit unit = length_unit::code_points;
    std::vector<notice> notices;
    /// The requests, as far as they do not depend on the network's answers.
    std::vector<request_preview> requests;
    /// Why publish() would refuse this channel before sending anything; nothing if it would not.
    std::optional<failure> problem;
};

/// Sends messages. A handle on a connection pool: keep one for as long as you send.
///
/// Threads: all members may be called from any thread at once. The asynchronous operations complete through the handler's
/// associated executor (by default the publisher's own); cancelling one (asio cancellation slots, terminal or partial) ends
/// each of its deliveries at the next safe point, truthfully. The destructor cancels what asynchronous calls have under way;
/// it waits for no network, only for the handlers of those calls that run on the publisher's own executor.
class MULTIPOST_EXPORT publisher
{
public:
    using publish_signature = void(std::vector<delivery_result>);
    using check_signature = void(delivery_result);

    /// A publisher that brings its own context: blocking calls run it in the calling thread; the first asynchronous call
    /// starts one background thread.
    explicit publisher(connector_registry connectors, publisher_options options = {});

    /// A publisher on the caller's executor. A blocking call waits for it, so never make one from the only thread that runs it.
    publisher(boost::asio::any_io_executor executor, connector_registry connectors, publisher_options options = {});

    ~publisher();
    publisher(const publisher&) = delete;
    publisher& operator=(const publisher&) = delete;

    [[nodiscard]] boost::asio::any_io_executor get_executor() const noexcept;

    /// Delivers a message to each channel, all at once. Never fails as a whole: results[i] tells of channels[i].
    ///
    /// Completes with one result for each channel, in their order. What may be tried again without a risk of publishing
    /// twice is, until options.time_limit: after a refusal the network documents as not applied, a request of which no byte
    /// had left, or a `publishes_once` request. A rate limit is waited for if it ends within the limit.
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_publish(message m, std::vector<channel> channels, CompletionToken&& token = {})
    {
        return boost::asio::async_initiate<CompletionToken, publish_signature>(
            [this](auto handler, message what, std::vector<channel> where) {
                start_publish(std::move(what), std::move(where), std::move(handler));
            },
            token, std::move(m), std::move(channels));
    }

    /// As async_publish, and waits.
    [[nodiscard]] std::vector<delivery_result> publish(message m, std::vector<channel> channels);

    /// Asks whether a channel is usable, sending nothing that a reader would see. `delivered` with proof `accepted` means
    /// yes. A connector without this operation gives a failure of code "check_unsupported".
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_check(channel c, CompletionToken&& token = {})
    {
        return boost::asio::async_initiate<CompletionToken, check_signature>(
            [this](auto handler, channel which) { start_check(std::move(which), std::move(handler)); }, token,
            std::move(c));
    }

    /// As async_check, and waits.
    [[nodiscard]] delivery_result check(channel c);

    /// What publish() would send to a channel: the same connector code, the engine left out. Sends nothing.
    [[nodiscard]] channel_preview preview(const message& m, const channel& c) const;

private:
    void start_publish(message m, std::vector<channel> channels,
                       boost::asio::any_completion_handler<publish_signature> handler);
    void start_check(channel c, boost::asio::any_completion_handler<check_signature> handler);

    friend struct publisher_access;
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace multipost

#endif
