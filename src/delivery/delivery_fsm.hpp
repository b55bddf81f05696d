// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides how one attempt of one delivery goes: what the connector asks for is checked, and what the network answers
/// is turned into an outcome that claims no more than is known.
#ifndef MULTIPOST_DELIVERY_DELIVERY_FSM_HPP
#define MULTIPOST_DELIVERY_DELIVERY_FSM_HPP

#include "delivery/operation.hpp"
#include "delivery/permitted_origin.hpp"
#include "delivery/publication.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace multipost {

/// failure::code of an operation that broke the rules of the plugin ABI.
inline constexpr std::string_view misbehaved_code = "plugin_misbehaved";
/// failure::code of what was called off by the user, and of what ran out of time.
inline constexpr std::string_view cancelled_code = "cancelled";
inline constexpr std::string_view time_limit_code = "time_limit";

/// What one attempt may do.
struct attempt_rules
{
    std::vector<permitted_origin> origins;
    /// Sizes of the message's attachments, to check the ranges that requests name.
    std::vector<std::uint64_t> attachment_bytes;
    /// An operation that takes more actions than this never ends: plugin_misbehaved.
    unsigned max_actions = 1000;
    /// False for `check`, which must show no reader anything: a publishing request is refused, and success needs none.
    bool may_publish = true;
    /// What the attempts before this one left behind: attempt_outcome::left of the last.
    exposure before = exposure::nothing;
};

/// How an attempt ended.
struct attempt_outcome
{
    delivery_state state = delivery_state::failed;
    std::optional<done> success;               ///< when delivered
    std::optional<multipost::failure> failure; ///< otherwise; its kind is unconfirmed exactly when the state is
    /// It may be tried again without publishing anything twice, and trying again may help. When `left` is `recognised`,
    /// only for as long as the network remembers delivery ids.
    bool repeatable = false;
    /// What readers may see of it, earlier attempts included; `nothing` when delivered.
    exposure left = exposure::nothing;
};

/// One attempt, driven by whoever does the I/O (the engine, a test, a simulator). No I/O, no clock.
///
/// Rules it enforces, whatever the connector says:
/// @li a `publishes` request of which a byte has left and whose answer is lost makes the attempt `unconfirmed` and not
///     repeatable, unless the connector then asks the network and proves delivery by an id; `publishes_once` makes it
///     `unconfirmed` and repeatable. After either, only a repetition of `publishes_once` or a `prepares` request may
///     follow
/// @li a request of which no byte had left, or that `prepares`, fails as `transient` with the host's words, whatever the
///     connector says of it
/// @li a connector that ends without any whole answer to its last publishing request cannot have delivered:
///     plugin_misbehaved
/// @li a request to an origin that is not permitted, with CR, LF or NUL in its head, or a nonsensical action:
///     plugin_misbehaved; `unconfirmed` if something publishing was already sent without a conclusive answer
/// @li a failure the connector calls `transient` or `rate_limited` after a `publishes` request was answered stays so only
///     as the connector's word for that very answer; one before any publishing request is always repeatable
/// @li a connector that goes on after the answer to a publishing request (a thread, a question for the permalink) has
///     published a part. Once a checkpoint covers that part, a failure is repeatable from there; without one, a
///     repetition would publish it twice, and nothing is repeated but `publishes_once`. In both cases the state is
///     `unconfirmed`, because `failed` would claim that nothing was published
/// @li what earlier attempts left behind (attempt_rules::before) is never forgotten: only success settles it
/// @li cancelled before anything can have been published it is `cancelled` (`failed` when its time was over), else
///     `unconfirmed`
class delivery_fsm
{
public:
    delivery_fsm(std::unique_ptr<operation> op, attempt_rules rules);

    /// What to do next: one of the connector's actions to carry out, or the end.
    using next_step = std::variant<http_request, sleep_for, store_checkpoint, store_settings, attempt_outcome>;

    /// Feeds what happened: `started` first, then the answer to the step before. `cancel_wanted` may come in place of
    /// any answer; in place of a response it means that the request may have left. An io_failure of code "cancelled" is
    /// a cancellation too, one that knows whether a byte had left. After attempt_outcome it must not be called again.
    [[nodiscard]] next_step resume(operation_event event, wall_time now);

    /// What readers may see should nobody ever learn what comes of the step it has just asked for. A checkpoint it asks for
    /// counts as stored: both belong together.
    [[nodiscard]] exposure left_if_interrupted() const noexcept;

private:
    void take_note(const operation_event& event);
    next_step judge(operation_action action);

    next_step judge(http_request wanted);
    next_step judge(sleep_for wanted);
    next_step judge(store_checkpoint wanted);
    next_step judge(store_settings wanted);
    next_step judge(done claimed);
    next_step judge(failure said);
    next_step judge(misbehaviour seen);

    /// The end after a request without an answer, or a cancellation: the host knows better than the connector.
    [[nodiscard]] attempt_outcome no_answer() const;
    [[nodiscard]] attempt_outcome misbehaved(std::string_view what);
    [[nodiscard]] attempt_outcome conclude(failure cause) const;

    std::unique_ptr<operation> operation_;
    attempt_rules rules_;
    publication publication_;
    unsigned actions_ = 0;
    std::optional<effect> in_flight_; ///< the request whose answer is awaited
    bool checkpoint_in_flight_ = false;
    std::optional<io_failure> unanswered_; ///< what just happened, when it was a request without an answer
    bool lost_now_ = false;                ///< what just happened was a publishing request whose answer is lost
    enum class ending { no, cancelled, out_of_time };
    ending called_off_ = ending::no;
};

} // namespace multipost

#endif
