// SPDX-License-Identifier: BSL-1.0
/// @file
/// Plays one operation of a connector against scripted events and keeps what was said.
#ifndef MULTIPOST_PLUGIN_CONFORMANCE_EXCHANGE_HPP
#define MULTIPOST_PLUGIN_CONFORMANCE_EXCHANGE_HPP

#include "delivery/delivery_fsm.hpp"
#include "plugin/conformance/stock_events.hpp"
#include "plugin/loaded_connector.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace multipost::conformance {

/// The answers to an operation's requests, in order; points into answers_to_a_request().
using script = std::vector<const stock_event*>;

/// What was said.
struct exchange
{
    operation_start start;
    std::string message_name;
    script answers;
    std::vector<operation_action> actions;  ///< its word, before the delivery machine judged it
    std::optional<attempt_outcome> outcome; ///< nothing while it waits for an answer that the script does not have
    std::optional<error> not_created;

    /// The last request that was answered, and by what; null when none was.
    [[nodiscard]] const http_request* last_request() const noexcept;
    [[nodiscard]] const stock_event* last_answer() const noexcept;

    /// The last thing the connector said, as a T; null when it was another.
    template <class T>
    [[nodiscard]] const T* last_said() const noexcept
    {
        return actions.empty() ? nullptr : std::get_if<T>(&actions.back());
    }

    /// "deliver of a plain message, status 200 with the body "ok", then status 503 without a body"
    [[nodiscard]] std::string describe() const;
};

/// What is played: an operation, and what it is told.
struct scene
{
    operation_start start;
    std::string message_name;
    script answers;
    /// Cancelled in place of the answer to this action, counted from 1; 0: not.
    std::size_t cancel_after = 0;
};

/// An operation that is played step by step.
class player
{
public:
    player(const loaded_connector& connector, scene what);

    /// Takes one step: answers the last action by the script, or sleeps and stores at once. Returns whether it goes on.
    bool advance();

    /// Steps to the end, or to the first request that the script has no answer to.
    exchange finish() &&;

    [[nodiscard]] const exchange& so_far() const noexcept { return *played_; }

private:
    [[nodiscard]] std::optional<operation_event> next_event();

    std::unique_ptr<exchange> played_; // the recorder inside the machine points to it
    std::optional<delivery_fsm> machine_;
    std::optional<delivery_fsm::next_step> last_step_;
    std::size_t answered_ = 0;
    std::size_t cancel_after_ = 0;
};

/// Plays a whole exchange.
[[nodiscard]] exchange play(const loaded_connector& connector, scene what);

/// The scene of an exchange, to play it again.
[[nodiscard]] scene scene_of(const exchange& played);

/// What an operation begins with in a test; the clock stands still.
[[nodiscard]] operation_start begin_with(operation_kind kind, channel_settings settings,
                                         std::shared_ptr<const message> content);

/// The actions of an exchange as one text, equal exactly when they are.
[[nodiscard]] std::string transcript(const exchange& played);

/// "deliver", "check", "edit", "remove".
[[nodiscard]] std::string_view to_string(operation_kind kind) noexcept;

} // namespace multipost::conformance

#endif
