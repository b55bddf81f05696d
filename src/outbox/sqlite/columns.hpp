// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes values of the outbox into columns and reads them back. The formats are in docs/outbox.md.
#ifndef MULTIPOST_OUTBOX_SQLITE_COLUMNS_HPP
#define MULTIPOST_OUTBOX_SQLITE_COLUMNS_HPP

#include "delivery/publication.hpp"

#include <multipost/outcome.hpp>
#include <multipost/sqlite_database.hpp>
#include <multipost/stored_channel.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// The states of a delivery that is not at an end, as SQL lists them; the partial indexes are made over this very list.
#define MULTIPOST_SQL_PENDING "('scheduled', 'queued', 'sending', 'waiting')"

[[nodiscard]] sqlite_value column(wall_time t);
[[nodiscard]] sqlite_value column(std::optional<wall_time> t);
[[nodiscard]] sqlite_value column(delivery_state s);
[[nodiscard]] sqlite_value column(channel_state s);
[[nodiscard]] sqlite_value column(proof p);
[[nodiscard]] sqlite_value column(exposure e);
/// JSON, or NULL.
[[nodiscard]] sqlite_value column(const std::optional<failure>& f);
[[nodiscard]] sqlite_value column(std::string_view text);
[[nodiscard]] sqlite_value column(std::size_t number);

/// A JSON array, for json_each.
[[nodiscard]] sqlite_value column(const std::vector<std::string>& texts);
/// A JSON object.
[[nodiscard]] sqlite_value column(const std::map<std::string, std::string, std::less<>>& texts);

// Reading throws store_exception when a column holds what was never written there.
[[nodiscard]] wall_time time_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] std::optional<wall_time> optional_time_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] unsigned number_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] delivery_state delivery_state_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] channel_state channel_state_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] proof proof_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] exposure exposure_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] std::optional<failure> failure_in(const sqlite_row& row, std::size_t column);
[[nodiscard]] std::map<std::string, std::string, std::less<>> texts_in(const sqlite_row& row, std::size_t column);

} // namespace multipost

#endif
