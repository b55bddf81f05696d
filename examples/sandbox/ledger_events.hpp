// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_LEDGER_EVENTS_HPP
#define SANDBOX_LEDGER_EVENTS_HPP

#include "event_stream.hpp"
#include "ledger.hpp"

#include <optional>
#include <string_view>

namespace sandbox {

/// The ledger as server-sent events, for the page.
///
/// Events: `reset` (forget everything), `message` (a new or an edited message, as in GET /ledger), `ready` (all that is
/// known was sent; carries the id to go on from, and one of another run of the server begins from scratch).
///
/// @par Specification
/// html.spec.whatwg.org, section 9.2 "Server-sent events"
class ledger_events final : public event_stream
{
public:
    /// @param last_event_id  where a former stream ended; empty for none
    ledger_events(ledger& watched, std::string_view last_event_id);
    ~ledger_events() override;

    [[nodiscard]] std::string next() override;
    void on_change(std::function<void()> wake) override;

private:
    ledger& watched_;
    std::optional<ledger::watcher_id> watcher_;
    std::optional<std::uint64_t> revision_; // nothing: from scratch
};

} // namespace sandbox

#endif
