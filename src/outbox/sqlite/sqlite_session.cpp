// SPDX-License-Identifier: BSL-1.0
#include <multipost/sqlite_database.hpp>

namespace multipost {

std::size_t sqlite_session::execute(std::string_view sql, std::initializer_list<sqlite_value> parameters)
{
    return do_execute(sql, {parameters.begin(), parameters.size()});
}

std::size_t sqlite_session::execute(std::string_view sql, std::span<const sqlite_value> parameters)
{
    return do_execute(sql, parameters);
}

std::vector<sqlite_row> sqlite_session::query(std::string_view sql, std::initializer_list<sqlite_value> parameters)
{
    return do_query(sql, {parameters.begin(), parameters.size()});
}

std::vector<sqlite_row> sqlite_session::query(std::string_view sql, std::span<const sqlite_value> parameters)
{
    return do_query(sql, parameters);
}

} // namespace multipost
