// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes where a page of a listing ended.
#ifndef MULTIPOST_OUTBOX_PAGE_POSITION_HPP
#define MULTIPOST_OUTBOX_PAGE_POSITION_HPP

#include <multipost/outcome.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace multipost {

/// A post in the order of a listing.
struct page_position
{
    wall_time time{}; ///< when it was created; of what is to come: when it goes out
    std::string id;

    friend bool operator==(const page_position&, const page_position&) = default;
};

/// As a cursor: letters, digits, "-" and "_".
[[nodiscard]] std::string to_cursor(const page_position& p);

/// Nothing: it is no cursor.
[[nodiscard]] std::optional<page_position> from_cursor(std::string_view cursor);

} // namespace multipost

#endif
