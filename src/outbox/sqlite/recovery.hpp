// SPDX-License-Identifier: BSL-1.0
/// @file
/// Takes up what a process left behind that died.
#ifndef MULTIPOST_OUTBOX_SQLITE_RECOVERY_HPP
#define MULTIPOST_OUTBOX_SQLITE_RECOVERY_HPP

#include <multipost/connector_registry.hpp>
#include <multipost/outcome.hpp>
#include <multipost/sqlite_database.hpp>

#include <cstddef>

namespace multipost {

/// How many deliveries were under way, and of these how many nobody can know about.
struct recovery_result
{
    std::size_t interrupted = 0;
    std::size_t unconfirmed = 0;
};

/// Judges every delivery that is `sending`; see interruption_verdict. Only while nothing is being sent.
recovery_result recover_interrupted(sqlite_session& session, const connector_registry& connectors, wall_time now);

} // namespace multipost

#endif
