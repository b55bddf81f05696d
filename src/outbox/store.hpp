// SPDX-License-Identifier: BSL-1.0
/// @file
/// Says what a worker needs of whatever keeps the deliveries.
///
/// The states of a delivery and the transitions between them are drawn in docs/outbox.md.
#ifndef MULTIPOST_OUTBOX_STORE_HPP
#define MULTIPOST_OUTBOX_STORE_HPP

#include "delivery/operation.hpp"
#include "delivery/publication.hpp"

#include <multipost/channel.hpp>
#include <multipost/outcome.hpp>
#include <multipost/stored_channel.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// failure::code of a delivery that was under way when the process died, and of one during which it died too often.
inline constexpr std::string_view interrupted_code = "interrupted";
inline constexpr std::string_view interrupted_repeatedly_code = "interrupted_repeatedly";

/// What readers may see of a delivery once a request of this effect is on its way; what was seen before is not forgotten.
[[nodiscard]] exposure exposure_with(exposure before, effect leaving) noexcept;

/// A delivery that is due and may be begun: the first of its channel, with all that is needed to send it.
struct claimed_delivery
{
    std::string id;
    std::string post;
    std::string owner; ///< of the post
    std::string text;  ///< Markdown, as the author wrote it
    std::string title;
    std::string link;
    wall_time created_at{}; ///< of the post; the same for every attempt
    std::int64_t post_revision = 1;
    std::optional<wall_time> planned_for;            ///< by its schedule
    std::optional<std::chrono::seconds> send_within; ///< schedule::send_within

    delivery_state state = delivery_state::queued; ///< scheduled, queued or waiting
    unsigned last_attempt = 0;                     ///< number of the last attempt ever made; 0: none
    unsigned tries = 0;                ///< attempts since it was accepted, or since the user had it sent again
    unsigned rate_limited = 0;         ///< of those, that a rate limit refused
    unsigned interruptions = 0;        ///< how often the process died while it was under way
    exposure left = exposure::nothing; ///< by the attempts before
    std::string checkpoint;
    std::optional<wall_time> first_attempt_at; ///< of those tries
    std::optional<failure> last_failure;       ///< of the last try, while it waits
    wall_time due_since{}; ///< since when it could have gone out: its schedule, or when it was accepted
    wall_time due_at{};    ///< when it was to be tried (again)

    std::string channel_id;
    std::string channel_name;
    std::int64_t channel_revision = 1;
    channel_state where = channel_state::active; ///< active or needs_attention
    /// With its secrets, labelled with its name; the connector's id alone when `obstacle` is set.
    channel to;
    /// Why it must fail without being sent: the channel's problem, or secrets that cannot be opened.
    std::optional<failure> obstacle;
};

/// What there is to do.
struct claim_result
{
    std::vector<claimed_delivery> due;
    /// When the next channel has something that is not due yet; nothing: none has.
    std::optional<wall_time> next_due;
};

/// The wall clock was set.
struct clock_step
{
    std::chrono::milliseconds by{0}; ///< negative: back
    wall_time since{};               ///< what was written from then on is by the clock as it is now
    wall_time now{};
};

/// How an attempt ended, or how a delivery ended without one.
struct delivery_ending
{
    /// delivered, failed, unconfirmed, missed, waiting (to be tried again at due_at), queued (called off: due again) or cancelled.
    delivery_state state = delivery_state::failed;
    wall_time due_at{}; ///< when waiting or queued
    multipost::proof proof = proof::none;
    std::string remote_id;
    std::string permalink;
    std::optional<multipost::failure> failure; ///< unless delivered
    exposure left = exposure::nothing;         ///< attempt_outcome::left
    bool rate_limited = false;                 ///< a rate limit refused it: it uses up no try
    bool counts_as_try = true;                 ///< false: called off before anything was asked of the network
    std::chrono::milliseconds elapsed{0};
};

/// The store within one transaction; valid during the call it is given to, on that thread. Errors are thrown as
/// boost::system::system_error (errc::store_failed, store_full), after which the transaction changes nothing.
///
/// Each transition is one statement that names the state it expects: it answers nothing or false when the delivery is no
/// longer in it, and then it has changed nothing.
class store_session
{
public:
    virtual ~store_session() = default;

    /// What is due: of each channel the first in the order (due_since, id), at most `limit`, those that have waited for
    /// their turn longest first. Changes nothing: what a channel's claim is, the worker keeps in memory, because a store of
    /// this kind has one owner.
    ///
    /// A channel gives nothing while it is paused or rests, while its first delivery is `sending` or waits for later, and
    /// while it is in `busy`.
    [[nodiscard]] virtual claim_result claim(wall_time now, std::size_t limit,
                                             const std::vector<std::string>& busy_channels) = 0;

    /// Makes a claimed delivery `sending`, durably once the transaction is committed: only then may its first request leave.
    ///
    /// @param if_interrupted  what readers may see should the process die now; see exposure_with
    /// @return  the attempt's number, which every later word about the attempt must name; nothing: it is too late, because
    ///          its post was changed or cancelled or its channel was changed, paused or removed since it was claimed
    [[nodiscard]] virtual std::optional<unsigned> begin_attempt(const claimed_delivery& claimed,
                                                                exposure if_interrupted, wall_time now) = 0;

    /// Says anew what readers may see should the process die. Necessary, and to be committed, before a request leaves that
    /// makes it more; afterwards and with an end or a checkpoint, it may become less.
    [[nodiscard]] virtual bool note_exposure(std::string_view delivery, unsigned attempt, exposure if_interrupted) = 0;

    /// Keeps what a later attempt is to begin with, and says anew what readers may see should the process die.
    [[nodiscard]] virtual bool store_checkpoint(std::string_view delivery, unsigned attempt, std::string_view state,
                                                exposure if_interrupted) = 0;

    /// Ends an attempt. What would be tried again, but whose channel was removed meanwhile, ends instead: `cancelled` when
    /// nothing of it can be seen, else `unconfirmed`.
    ///
    /// @return  false: the attempt is not under way any more
    [[nodiscard]] virtual bool end_attempt(std::string_view delivery, unsigned attempt, const delivery_ending& ending,
                                           wall_time now) = 0;

    /// Ends a claimed delivery that is not to be sent at all: `failed`, `missed` or `unconfirmed`.
    ///
    /// @return  false: it is too late, as for begin_attempt; what was claimed may be due as it is now
    [[nodiscard]] virtual bool end_unsent(const claimed_delivery& claimed, const delivery_ending& ending,
                                          wall_time now) = 0;

    /// Keeps settings that the network changed (a rotated token), sealed, with the channel's others.
    ///
    /// Other changes of the channel do not hinder it: the network may not take the settings from before any more.
    ///
    /// @param from  the channel that the network changed: claimed_delivery::to, and what was stored of it since
    /// @return  false: the user has changed one of these settings or removed the channel since; then none is kept, because
    ///          those that belong together must stay together
    [[nodiscard]] virtual bool store_settings(std::string_view channel_id, const channel& from,
                                              const channel_settings& changed, wall_time now) = 0;

    /// Notes that the network refuses a channel: what is due to it fails from now on, until the user has seen to it.
    ///
    /// @return  false: the user has changed or removed the channel since
    [[nodiscard]] virtual bool note_problem(std::string_view channel_id, std::int64_t revision, const failure& said,
                                            wall_time now) = 0;

    /// Moves along with the clock what is measured from something that happened: the age of what is pending, its wait for
    /// another try, a channel's rest. An instant that somebody chose stays what it is: what is `scheduled` is not moved. Nor is a
    /// first attempt moved forward: for all that is known the machine stood still, and the network has not.
    virtual void follow_clock(const clock_step& step) = 0;

    /// Lets a channel rest: nothing to it before an instant. One before what is already noted changes nothing.
    virtual void rest_channel(std::string_view channel_id, wall_time until) = 0;
};

/// Whatever keeps the deliveries. Thread-safe.
class store
{
public:
    virtual ~store() = default;

    /// Runs work in a transaction on the store's own thread, after what was given before it. Works that wait at the same
    /// time may share a commit; one that throws takes back its own changes only.
    ///
    /// @param done  called on the store's thread, after the commit, with what `work` threw or why the commit failed; must
    ///              be quick and must not throw
    virtual void transact(std::function<void(store_session&)> work, std::function<void(std::exception_ptr)> done) = 0;

    /// Whom to tell that something may have become due, or due earlier than claim_result::next_due said: after the commit of
    /// what made it so, on the store's thread; must be quick and must not throw. Empty: nobody. What the worker's own
    /// operations make due is not told.
    ///
    /// When this returns, the callback given before is not running and will not be called again.
    virtual void set_wakeup(std::function<void()> callback) = 0;
};

} // namespace multipost

#endif
