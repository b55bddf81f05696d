// SPDX-License-Identifier: BSL-1.0
/// @file
/// Describes one operation of a connector as events in and actions out: the plugin ABI's step function in C++ values.
#ifndef MULTIPOST_DELIVERY_OPERATION_HPP
#define MULTIPOST_DELIVERY_OPERATION_HPP

#include <multipost/channel.hpp>
#include <multipost/outcome.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace multipost {

/// What a request does to the world; every retry is derived from this.
enum class effect : std::uint32_t { prepares = 1, publishes = 2, publishes_once = 3 };

/// "prepares", "publishes", "publishes_once".
[[nodiscard]] std::string_view to_string(effect e) noexcept;

/// Names and values in order; names of a response are in lower case.
using http_headers = std::vector<std::pair<std::string, std::string>>;

/// A range of an attachment of the message.
struct attachment_range
{
    std::size_t index = 0;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

using body_part = std::variant<std::string, attachment_range>;

struct http_request
{
    multipost::effect effect = effect::publishes;
    std::string method;
    std::string url;
    http_headers headers;
    std::vector<body_part> body;
    std::chrono::milliseconds timeout{0}; ///< 0: the host's default
};

struct http_response
{
    unsigned status = 0;
    http_headers headers;
    std::string body;
};

/// Why a request got no whole answer. Values are those of the plugin ABI (MP_IO_...).
enum class io_error : std::uint32_t {
    resolve = 1,
    forbidden = 2,
    connect = 3,
    tls = 4,
    timeout = 5,
    connection = 6,
    answer = 7,
};

struct io_failure
{
    io_error kind = io_error::connection;
    /// A byte of the request has left, so the network may have acted on it.
    bool request_sent = false;
    std::string code;   ///< stable: "timeout", "certificate_expired", "address_forbidden"
    std::string text;   ///< one sentence, without secrets
    std::string advice; ///< one sentence, or empty
};

// Events, beside http_response and io_failure.
struct started
{};
struct timer_fired
{};
struct stored
{};
/// Called off, by the user or because the time is over.
struct cancel_wanted
{
    bool time_is_over = false;
};

using operation_event = std::variant<started, http_response, io_failure, timer_fired, stored, cancel_wanted>;

// Actions, beside http_request and failure.
struct sleep_for
{
    std::chrono::milliseconds time{0};
};
struct store_checkpoint
{
    std::string state;
};
struct store_settings
{
    channel_settings changed;
};
struct done
{
    multipost::proof proof = proof::accepted;
    std::string remote_id;
    std::string permalink;
    std::chrono::milliseconds pause{0}; ///< the network asks for rest; 0: it does not
    limit_scope pause_scope = limit_scope::channel;
};
/// The connector broke the rules of the ABI; says which.
struct misbehaviour
{
    std::string what;
};

using operation_action =
    std::variant<http_request, sleep_for, store_checkpoint, store_settings, done, failure, misbehaviour>;

/// One live operation of a connector. Not thread-safe; bound to no thread.
class operation
{
public:
    virtual ~operation() = default;

    /// Takes what happened since the last action and says what to do next. The first event is `started`.
    virtual operation_action step(const operation_event& event, wall_time now) = 0;
};

} // namespace multipost

#endif
