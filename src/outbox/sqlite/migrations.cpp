// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/migrations.hpp"

#include "outbox/store_exception.hpp"

#include <string>

namespace multipost {

namespace {

[[noreturn]] void refuse_newer(std::string_view component, std::string_view step)
{
    const auto what = "The tables of \"" + std::string(component) + "\" were made by a newer version (step \"" +
                      std::string(step) + "\" is unknown here). Use that version, or restore a backup from before it.";
    throw store_exception({errc::store_newer_schema, what});
}

} // namespace

void apply_migrations(connection& database, std::string_view component, std::span<const sqlite_migration> steps)
{
    database.execute("CREATE TABLE IF NOT EXISTS multipost_migrations ("
                     "component TEXT NOT NULL, step INTEGER NOT NULL, name TEXT NOT NULL,"
                     "applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),"
                     "PRIMARY KEY (component, step)) STRICT, WITHOUT ROWID");
    const auto applied = database.query("SELECT name FROM multipost_migrations WHERE component = ? ORDER BY step",
                                        {std::string(component)});

    for (std::size_t i = 0; i != applied.size(); ++i)
        if (i >= steps.size() || applied[i].text(0) != steps[i].name) refuse_newer(component, applied[i].text(0));

    for (std::size_t i = applied.size(); i != steps.size(); ++i)
    {
        database.run_script(steps[i].sql);
        database.execute("INSERT INTO multipost_migrations (component, step, name) VALUES (?, ?, ?)",
                         {std::string(component), static_cast<std::int64_t>(i + 1), std::string(steps[i].name)});
    }
}

std::vector<sqlite_schema> applied_migrations(connection& database)
{
    std::vector<sqlite_schema> found;
    if (database.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'multipost_migrations'").empty())
        return found;
    for (const auto& row : database.query("SELECT component, max(step), name, applied_at FROM multipost_migrations"
                                          " GROUP BY component ORDER BY component"))
        found.push_back({row.text(0), static_cast<std::size_t>(row.integer(1)), row.text(2), row.text(3)});
    return found;
}

} // namespace multipost
