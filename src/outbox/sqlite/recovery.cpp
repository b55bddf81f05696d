// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/recovery.hpp"

#include "outbox/interruption_verdict.hpp"
#include "outbox/sqlite/columns.hpp"

#include <string>

namespace multipost {

namespace {

std::optional<idempotency_info> idempotency_of(const connector_registry& connectors, std::string_view id)
{
    const auto* const info = connectors.find(id);
    if (!info) return std::nullopt;
    return info->idempotency;
}

} // namespace

recovery_result recover_interrupted(sqlite_session& session, const connector_registry& connectors, wall_time now)
{
    recovery_result out;
    for (const auto& row : session.query("SELECT id, attempt, exposure, first_attempt_at, channel_name, connector"
                                         " FROM outbox_deliveries WHERE state = 'sending'"))
    {
        interrupted_delivery what;
        what.seen = exposure_in(row, 2);
        what.first_attempt_at = time_in(row, 3);
        what.channel_name = row.text(4);
        what.idempotency = idempotency_of(connectors, row.text(5));
        const auto verdict = judge(what, now);

        // What would be tried again, but has no channel any more, ends.
        const auto ended =
            session.query("UPDATE outbox_deliveries SET interruptions = interruptions + 1, tries = tries + 1,"
                          " state = CASE WHEN ?3 = 'unconfirmed'"
                          " OR EXISTS (SELECT 1 FROM outbox_channels c WHERE c.id = outbox_deliveries.channel) THEN ?3"
                          " WHEN exposure = 'nothing' THEN 'cancelled' ELSE 'unconfirmed' END,"
                          " due_at = iif(?3 = 'unconfirmed', due_at, ?4), failure = ?5, updated_at = ?4"
                          " WHERE id = ?1 AND state = 'sending' AND attempt = ?2 RETURNING state",
                          {row.text(0), row.integer(1), column(verdict.state), column(now), column(verdict.failure)});
        if (ended.empty()) continue;
        session.execute("UPDATE outbox_attempts SET state = ?, failure = ? WHERE delivery = ? AND number = ?",
                        {ended[0].text(0), column(verdict.failure), row.text(0), row.integer(1)});
        ++out.interrupted;
        if (ended[0].text(0) == to_string(delivery_state::unconfirmed)) ++out.unconfirmed;
    }
    return out;
}

} // namespace multipost
