// SPDX-License-Identifier: BSL-1.0
#include "delivery/delivery_fsm.hpp"

#include "delivery/reminder.hpp"
#include "delivery/request_check.hpp"
#include "delivery/sentence.hpp"

#include <boost/assert.hpp>

#include <utility>

namespace multipost {

namespace {

bool may_pass(failure_class kind) noexcept
{
    return kind == failure_class::transient || kind == failure_class::rate_limited ||
           kind == failure_class::unconfirmed;
}

} // namespace

delivery_fsm::delivery_fsm(std::unique_ptr<operation> op, attempt_rules rules)
    : operation_(std::move(op)),
      rules_(std::move(rules)),
      publication_(rules_.before)
{}

delivery_fsm::next_step delivery_fsm::resume(operation_event event, wall_time now)
{
    take_note(event);
    return judge(operation_->step(event, now));
}

exposure delivery_fsm::left_if_interrupted() const noexcept
{
    auto then = publication_;
    if (checkpoint_in_flight_) then.checkpoint_stored();
    if (in_flight_) then.unanswered(*in_flight_, true);
    return then.now();
}

void delivery_fsm::take_note(const operation_event& event)
{
    BOOST_ASSERT(in_flight_.has_value() || !std::holds_alternative<http_response>(event));
    BOOST_ASSERT(in_flight_.has_value() || !std::holds_alternative<io_failure>(event));

    unanswered_.reset();
    lost_now_ = false;
    const auto in_flight = std::exchange(in_flight_, std::nullopt);
    const bool checkpoint_in_flight = std::exchange(checkpoint_in_flight_, false);
    const auto unanswered = [&](bool request_sent) {
        publication_.unanswered(*in_flight, request_sent);
        lost_now_ = request_sent && *in_flight != effect::prepares;
    };

    if (const auto* answer = std::get_if<http_response>(&event))
        publication_.answered(*in_flight, answer->status);
    else if (const auto* io = std::get_if<io_failure>(&event))
    {
        unanswered(io->request_sent);
        unanswered_ = *io;
        if (io->code == cancelled_code) called_off_ = ending::cancelled;
    }
    else if (std::holds_alternative<stored>(event))
    {
        if (checkpoint_in_flight) publication_.checkpoint_stored();
    }
    else if (const auto* cancel = std::get_if<cancel_wanted>(&event))
    {
        called_off_ = cancel->time_is_over ? ending::out_of_time : ending::cancelled;
        if (in_flight) unanswered(true);
    }
}

delivery_fsm::next_step delivery_fsm::judge(operation_action action)
{
    const bool ends = std::holds_alternative<done>(action) || std::holds_alternative<failure>(action) ||
                      std::holds_alternative<misbehaviour>(action);
    if (!ends)
    {
        publication_.went_on();
        if (called_off_ != ending::no) return no_answer();
        if (++actions_ > rules_.max_actions)
            return misbehaved("it did not end within " + std::to_string(rules_.max_actions) + " steps");
    }
    return std::visit([this](auto& a) { return judge(std::move(a)); }, action);
}

delivery_fsm::next_step delivery_fsm::judge(http_request wanted)
{
    if (const auto wrong = wrong_with(wanted, rules_.origins, rules_.attachment_bytes); !wrong.empty())
        return misbehaved("it asked for " + std::string(wrong));
    if (!rules_.may_publish && wanted.effect != effect::prepares)
        return misbehaved("it wanted to publish in an operation that must not");
    if (!publication_.may_send(wanted.effect))
        return misbehaved("it wanted to publish again although the request before may have been applied");
    in_flight_ = wanted.effect;
    return wanted;
}

delivery_fsm::next_step delivery_fsm::judge(sleep_for wanted)
{
    if (const auto wrong = wrong_with(wanted); !wrong.empty()) return misbehaved("it asked for " + std::string(wrong));
    return wanted;
}

delivery_fsm::next_step delivery_fsm::judge(store_checkpoint wanted)
{
    if (const auto wrong = wrong_with(wanted); !wrong.empty()) return misbehaved("it asked for " + std::string(wrong));
    checkpoint_in_flight_ = true;
    return wanted;
}

delivery_fsm::next_step delivery_fsm::judge(store_settings wanted) { return wanted; }

delivery_fsm::next_step delivery_fsm::judge(done claimed)
{
    if (const auto wrong = wrong_with(claimed); !wrong.empty()) return misbehaved("it reported " + std::string(wrong));
    if (rules_.may_publish && !publication_.may_be_delivered(claimed.proof))
        return misbehaved("it reported a delivery that no answer of the network shows");

    // What only decorates a delivery is mended, so that it does not cost it.
    const auto link = origin_of(claimed.permalink);
    if (!link) claimed.permalink.clear();
    if (claimed.pause.count() < 0) claimed.pause = std::chrono::milliseconds(0);

    attempt_outcome outcome;
    outcome.state = delivery_state::delivered;
    outcome.success = std::move(claimed);
    return outcome;
}

delivery_fsm::next_step delivery_fsm::judge(failure said)
{
    if (unanswered_ || called_off_ != ending::no) return no_answer();
    // The sugar turns what a connector throws into a failure of this code.
    if (said.code == misbehaved_code) return misbehaved(said.what);
    publication_.ended(said.kind);
    return conclude(std::move(said));
}

delivery_fsm::next_step delivery_fsm::judge(misbehaviour seen) { return misbehaved(seen.what); }

attempt_outcome delivery_fsm::no_answer() const
{
    failure cause;
    cause.kind = lost_now_ ? failure_class::unconfirmed : failure_class::transient;
    if (called_off_ != ending::no)
    {
        const bool late = called_off_ == ending::out_of_time;
        cause.code = late ? time_limit_code : cancelled_code;
        cause.what = late ? "Its time was over" : "It was cancelled";
        cause.what += lost_now_ ? " after it had been sent and before the network answered." : ".";
    }
    else
    {
        // The egress policy will say the same the next time.
        if (unanswered_->kind == io_error::forbidden) cause.kind = failure_class::channel_dead;
        cause.code = unanswered_->code;
        cause.what = as_sentence(unanswered_->text);
        cause.advice = as_sentence(unanswered_->advice);
    }
    if (lost_now_) cause.advice = look_first;
    return conclude(std::move(cause));
}

attempt_outcome delivery_fsm::misbehaved(std::string_view what)
{
    publication_.ended_without_verdict();
    failure cause;
    cause.kind = failure_class::message_rejected;
    cause.code = misbehaved_code;
    cause.what = as_sentence("The connector misbehaved: " + std::string(what));
    cause.advice = "Tell the author of the plugin.";
    return conclude(std::move(cause));
}

attempt_outcome delivery_fsm::conclude(failure cause) const
{
    attempt_outcome outcome;
    outcome.left = publication_.now();
    // Nothing has been sent that could be in doubt, or all of it is settled: unconfirmed would claim less than is
    // known.
    if (cause.kind == failure_class::unconfirmed && outcome.left == exposure::nothing)
        cause.kind = failure_class::transient;
    outcome.repeatable = outcome.left != exposure::doubtful && may_pass(cause.kind);
    if (outcome.left == exposure::nothing)
        outcome.state = called_off_ == ending::cancelled ? delivery_state::cancelled : delivery_state::failed;
    else
    {
        outcome.state = delivery_state::unconfirmed;
        remind(cause, outcome.left);
    }
    outcome.failure = std::move(cause);
    return outcome;
}

} // namespace multipost
