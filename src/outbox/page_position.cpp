// SPDX-License-Identifier: BSL-1.0
#include "outbox/page_position.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace multipost {

namespace {

constexpr std::size_t uuid_characters = 36;

bool is_part_of_uuid(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-'; }

} // namespace

std::string to_cursor(const page_position& p) { return std::to_string(p.time.time_since_epoch().count()) + "_" + p.id; }

std::optional<page_position> from_cursor(std::string_view cursor)
{
    const auto separator = cursor.find('_');
    if (separator == std::string_view::npos) return std::nullopt;
    std::int64_t ms = 0;
    const auto* const end = cursor.data() + separator;
    if (const auto read = std::from_chars(cursor.data(), end, ms); read.ec != std::errc() || read.ptr != end)
        return std::nullopt;
    const auto id = cursor.substr(separator + 1);
    if (id.size() != uuid_characters || !std::all_of(id.begin(), id.end(), is_part_of_uuid)) return std::nullopt;
    return page_position{wall_time(std::chrono::milliseconds(ms)), std::string(id)};
}

} // namespace multipost
