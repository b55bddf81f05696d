// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps the data key, and replaces it.
#ifndef MULTIPOST_OUTBOX_SQLITE_KEY_TABLE_HPP
#define MULTIPOST_OUTBOX_SQLITE_KEY_TABLE_HPP

#include "outbox/vault.hpp"

#include <multipost/master_key.hpp>
#include <multipost/outcome.hpp>
#include <multipost/sqlite_database.hpp>

#include <cstddef>
#include <cstdint>

namespace multipost {

class key_ring;

/// Opens the data key, or makes one when the database is new. Throws store_exception, errc::wrong_master_key.
[[nodiscard]] vault open_vault(sqlite_session& session, const master_key& master, wall_time now);

/// Whether the database holds the data key of this number.
[[nodiscard]] bool holds_key(sqlite_session& session, std::int64_t id);

/// Seals everything under a new data key, itself under a master key, and forgets the old one. Adds the new one to the ring last.
/// A value that cannot be opened stays as it is: it is lost already. Returns how many channels there are. Throws
/// store_exception, errc::changed_meanwhile, while another replacement is not settled.
[[nodiscard]] std::size_t replace_key(sqlite_session& session, key_ring& keys, const master_key& master, wall_time now);

} // namespace multipost

#endif
