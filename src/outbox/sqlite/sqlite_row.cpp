// SPDX-License-Identifier: BSL-1.0
#include <multipost/sqlite_database.hpp>

namespace multipost {

bool sqlite_row::is_null(std::size_t column) const
{
    return std::holds_alternative<std::monostate>(values_.at(column));
}

std::int64_t sqlite_row::integer(std::size_t column) const { return std::get<std::int64_t>(values_.at(column)); }

const std::string& sqlite_row::text(std::size_t column) const { return std::get<std::string>(values_.at(column)); }

const std::string& sqlite_row::blob(std::size_t column) const
{
    return std::get<sqlite_blob>(values_.at(column)).bytes;
}

std::optional<std::int64_t> sqlite_row::optional_integer(std::size_t column) const
{
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::string sqlite_row::text_or_empty(std::size_t column) const
{
    return is_null(column) ? std::string() : text(column);
}

} // namespace multipost
