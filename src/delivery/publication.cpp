// SPDX-License-Identifier: BSL-1.0
#include "delivery/publication.hpp"

#include <algorithm>
#include <utility>

namespace multipost {

namespace {

/// What a publishing request leaves behind that may have been applied.
exposure left_by(effect e) noexcept { return e == effect::publishes_once ? exposure::recognised : exposure::doubtful; }

} // namespace

std::string_view to_string(exposure e) noexcept
{
    switch (e)
    {
    case exposure::nothing: return "nothing";
    case exposure::parts: return "parts";
    case exposure::recognised: return "recognised";
    case exposure::doubtful: return "doubtful";
    }
    return {};
}

void publication::answered(effect e, unsigned status) noexcept
{
    answer_since_ = true;
    if (e == effect::prepares) return;
    last_ = last_request::answered;
    if (e == effect::publishes_once && status != 429) must_be_recognised_ = false;
    if (status != 429) unjudged_ = e;
}

void publication::unanswered(effect e, bool request_sent) noexcept
{
    if (e == effect::prepares) return;
    answer_since_ = false;
    if (!request_sent)
    {
        // A doubt left by an earlier request stays one.
        if (last_ != last_request::lost) last_ = last_request::unsent;
        return;
    }
    last_ = last_request::lost;
    lost_ = e;
    settled_ = std::max(settled_, left_by(e));
}

void publication::went_on() noexcept
{
    if (const auto e = std::exchange(unjudged_, std::nullopt)) uncovered_ = std::max(uncovered_, left_by(*e));
}

void publication::checkpoint_stored() noexcept
{
    if (std::exchange(uncovered_, exposure::nothing) != exposure::nothing)
        settled_ = std::max(settled_, exposure::parts);
}

void publication::ended(failure_class verdict) noexcept
{
    if (verdict == failure_class::unconfirmed) ended_without_verdict();
    unjudged_.reset();
}

void publication::ended_without_verdict() noexcept
{
    if (const auto e = std::exchange(unjudged_, std::nullopt)) settled_ = std::max(settled_, left_by(*e));
}

bool publication::may_send(effect e) const noexcept
{
    if (e == effect::prepares) return true;
    if (e == effect::publishes && must_be_recognised_) return false;
    return last_ != last_request::lost || (e == effect::publishes_once && lost_ == effect::publishes_once);
}

bool publication::may_be_delivered(proof p) const noexcept
{
    switch (last_)
    {
    case last_request::answered: return true;
    case last_request::lost: return p == proof::id && answer_since_;
    case last_request::unsent: break; // a part was still missing
    case last_request::none:
        // All of it can have been published by an earlier attempt only.
        if (before_ == exposure::parts) return true;
        break;
    }
    return before_ == exposure::recognised && p == proof::id && answer_since_;
}

exposure publication::now() const noexcept { return std::max(settled_, uncovered_); }

} // namespace multipost
