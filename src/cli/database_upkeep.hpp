// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_DATABASE_UPKEEP_HPP
#define MULTIPOST_CLI_DATABASE_UPKEEP_HPP

#include "cli/data_folder.hpp"
#include "cli/invocation.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <memory>

namespace multipost::cli {

/// The database of a data folder, whoever holds it: a server, or nobody and then this process. It answers as the server does
/// its operator. Every member throws a refusal when what is asked cannot be had.
class database_upkeep
{
public:
    virtual ~database_upkeep() = default;

    /// {"file", "bytes", "log_bytes", "schemas": [{"component", "steps", "last", "applied_at"}], "deliveries": {state: n}}
    [[nodiscard]] virtual boost::json::object status() = 0;
    /// {"found": [what is wrong]}
    [[nodiscard]] virtual boost::json::object check() = 0;
    /// {"file", "bytes"}. @param to  absolute
    virtual boost::json::object back_up(const std::filesystem::path& to) = 0;
    [[nodiscard]] virtual bool has_server() const = 0;

protected:
    database_upkeep() = default;
    database_upkeep(const database_upkeep&) = default;
    database_upkeep& operator=(const database_upkeep&) = default;
};

/// The database of a data folder, left as it is: its tables are not brought up to date, and no key is needed.
///
/// @throws refusal  there is none, or another process has it; the text says which
[[nodiscard]] std::unique_ptr<database_upkeep> find_database(const data_folder& data, const global_options& global);

} // namespace multipost::cli

#endif
