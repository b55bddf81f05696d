// SPDX-License-Identifier: BSL-1.0
#include "outbox/interruption_verdict.hpp"

#include "outbox/store.hpp"

#include <string>

namespace multipost {

namespace {

/// The network's clock is not ours, and the repetition still has to get there.
constexpr std::chrono::minutes margin{1};

bool is_recognised(const interrupted_delivery& what, wall_time now)
{
    if (what.seen != exposure::recognised || !what.idempotency) return false;
    switch (what.idempotency->how)
    {
    case idempotency_info::kind::none: return false;
    case idempotency_info::kind::unbounded: return true;
    case idempotency_info::kind::timed: break;
    }
    // A clock that was set back tells nothing.
    return now >= what.first_attempt_at && now - what.first_attempt_at + margin < what.idempotency->valid_for;
}

failure interrupted(failure_class kind, std::string_view channel, std::string_view consequence, std::string_view advice)
{
    failure f;
    f.kind = kind;
    f.code = interrupted_code;
    f.what.append("multipost was stopped while it sent this to ").append(channel).append("; ").append(consequence);
    f.advice = advice;
    return f;
}

} // namespace

interruption_verdict judge(const interrupted_delivery& what, wall_time now)
{
    if (what.seen == exposure::nothing || what.seen == exposure::parts) return {delivery_state::queued, std::nullopt};
    if (is_recognised(what, now))
        return {delivery_state::waiting, interrupted(failure_class::transient, what.channel_name,
                                                     "it is sent again, and the network knows it again.", {})};
    return {delivery_state::unconfirmed, interrupted(failure_class::unconfirmed, what.channel_name, "it may be there.",
                                                     "Look at the channel, and say whether it is there.")};
}

} // namespace multipost
