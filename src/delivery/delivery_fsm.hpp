// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides how one attempt of one delivery goes: what the connector asks for is checked, and what the network answers is
/// turned into an outcome that claims no more than is known.
#ifndef MULTIPOST_DELIVERY_DELIVERY_FSM_HPP
#define MULTIPOST_DELIVERY_DELIVERY_FSM_HPP

#include "delivery/operation.hpp"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace multipost {

/// An origin a connector may send requests to.
struct permitted_origin
{
    std::string scheme; ///< "https" or "http"
    std::string host;   ///< lower case
    std::uint16_t port = 443;

    friend bool operator==(const permitted_origin&, const permitted_origin&) = default;
};

/// What one attempt may do.
struct attempt_rules
{
    std::vector<permitted_origin> origins;
    /// Sizes of the message's attachments, to check the ranges that requests name.
    std::vector<std::uint64_t> attachment_bytes;
    /// An operation that takes more actions than this never ends: plugin_misbehaved.
    unsigned max_actions = 1000;
};

/// How an attempt ended.
struct attempt_outcome
{
    delivery_state state = delivery_state::failed;
    std::optional<done> success;             ///< when delivered
    std::optional<multipost::failure> failure; ///< otherwise
    /// Nothing of this attempt was published, or publishing again is recognised by the network: it may be tried again.
    bool repeatable = false;
};

/// One attempt, driven by whoever does the I/O (the engine, a test, a simulator). No I/O, no clock.
///
/// Rules it enforces, whatever the connector says:
/// @li a `publishes` request of which a byte has left and whose answer is lost makes the attempt `unconfirmed`, unless the
///     connector afterwards proves delivery by an id
/// @li a connector that ends without any whole answer to a publishing request cannot have delivered: plugin_misbehaved
/// @li a request to an origin that is not permitted, with CR, LF or NUL in its head, or a nonsensical action: plugin_misbehaved;
///     `unconfirmed` if something publishing was already sent without a conclusive answer
/// @li a failure the connector calls `transient` or `rate_limited` after a `publishes` request was answered stays so only as
///     the connector's word for that very answer; one before any publishing request is always repeatable
class delivery_fsm
{
public:
    delivery_fsm(std::unique_ptr<operation> op, attempt_rules rules);

    /// What to do next: one of the connector's actions to carry out, or the end.
    using next_step = std::variant<http_request, sleep_for, store_checkpoint, store_settings, attempt_outcome>;

    /// Feeds what happened. The first event is `started`. After attempt_outcome it must not be called again.
    [[nodiscard]] next_step resume(operation_event event, wall_time now);

private:
    next_step judge(operation_action action);

    std::unique_ptr<operation> operation_;
    attempt_rules rules_;
    unsigned actions_ = 0;
};

} // namespace multipost

#endif
