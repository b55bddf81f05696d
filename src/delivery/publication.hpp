// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps account of what readers of the network may already see.
#ifndef MULTIPOST_DELIVERY_PUBLICATION_HPP
#define MULTIPOST_DELIVERY_PUBLICATION_HPP

#include "delivery/operation.hpp"

#include <cstdint>
#include <optional>

namespace multipost {

/// What readers of the network may already see of a delivery that has not succeeded, in rising order of trouble.
enum class exposure {
    nothing,    ///< nothing of it
    parts,      ///< parts of it, and the checkpoint knows which: it can be resumed
    recognised, ///< perhaps all of it, and the network recognises a repetition by the delivery id for as long as it
                ///< remembers
    doubtful,   ///< perhaps some or all of it, and a repetition would publish that again
};

/// "nothing", "parts", "recognised", "doubtful".
[[nodiscard]] std::string_view to_string(exposure e) noexcept;

/// The account of one attempt: each publishing request, its answer or loss, and whether a checkpoint covers it.
///
/// An answer alone does not say whether the request was applied; the connector's verdict on it does, when it ends with
/// that very answer. A connector that goes on after an answer (the next post of a thread) has published a part: until a
/// checkpoint covers that part, starting over would publish it twice.
class publication
{
public:
    explicit publication(exposure before) noexcept
        : before_(before),
          settled_(before),
          must_be_recognised_(before == exposure::recognised)
    {}

    /// A request got a whole answer. A 429 is a refusal by itself (RFC 6585 section 4) and needs no verdict.
    void answered(effect e, unsigned status) noexcept;

    /// A request got no whole answer.
    void unanswered(effect e, bool request_sent) noexcept;

    /// The connector asks for something more.
    void went_on() noexcept;

    /// A checkpoint is durable.
    void checkpoint_stored() noexcept;

    /// The connector ends with a failure of this class.
    void ended(failure_class verdict) noexcept;

    /// The connector ends without a verdict that could be believed.
    void ended_without_verdict() noexcept;

    /// Whether a request of this effect may be sent now: after a lost publishing request it must not risk a second
    /// post.
    [[nodiscard]] bool may_send(effect e) const noexcept;

    /// Whether the connector can know that the message is published.
    [[nodiscard]] bool may_be_delivered(proof p) const noexcept;

    [[nodiscard]] exposure now() const noexcept;

private:
    /// What became of the last publishing request.
    enum class last_request { none, answered, unsent, lost };

    exposure before_;                        ///< by earlier attempts
    exposure settled_;                       ///< nothing in this attempt lowers it
    bool must_be_recognised_;                ///< an earlier attempt may be there: only a repetition of it may follow
    exposure uncovered_ = exposure::nothing; ///< published and passed over, not yet in a checkpoint
    std::optional<effect> unjudged_;         ///< answered, and the connector has not said what the answer means
    last_request last_ = last_request::none;
    effect lost_ = effect::publishes; ///< when last_ is lost
    bool answer_since_ = false;       ///< a whole answer has come since the last publishing request was sent
};

} // namespace multipost

#endif
