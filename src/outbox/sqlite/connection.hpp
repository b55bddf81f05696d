// SPDX-License-Identifier: BSL-1.0
/// @file
/// Speaks to SQLite.
#ifndef MULTIPOST_OUTBOX_SQLITE_CONNECTION_HPP
#define MULTIPOST_OUTBOX_SQLITE_CONNECTION_HPP

#include "outbox/sqlite/commit_observer.hpp"
#include "outbox/sqlite/database_file.hpp"

#include <multipost/error.hpp>
#include <multipost/sqlite_database.hpp>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace multipost {

/// The one connection of a database: settings, transactions, prepared statements. Used by one thread at a time.
///
/// Every member throws boost::system::system_error; `broken()` then says whether the database can be used at all.
class connection final : public sqlite_session
{
public:
    /// Opens the file for this process alone, durably and forgetting what is deleted.
    explicit connection(database_file file);

    /// Who is there at each commit, or nobody.
    void observe(std::shared_ptr<commit_observer> observer) noexcept { observer_ = std::move(observer); }

    void begin();
    /// Commits what was changed to the files that were opened. Rolls back when it cannot.
    void commit();
    void roll_back() noexcept;

    void set_savepoint();
    void release_savepoint();
    void roll_back_to_savepoint();

    /// Whether a transaction is open: some errors make SQLite end it by itself.
    [[nodiscard]] bool in_transaction() const noexcept;
    /// Grows with every row that is changed, inserted or deleted.
    [[nodiscard]] std::int64_t changes() const noexcept;

    /// Runs any number of statements that take nothing and answer nothing.
    void run_script(std::string_view sql);

    /// Copies the write-ahead log into the database when it is long, so that neither grows without bound. A full disk is no
    /// error here: the log keeps what it has, and the next time may do better.
    void bound_log();

    /// What SQLite's own checks find; nothing: all is well.
    [[nodiscard]] std::vector<std::string> find_damage();

    /// What SQLite itself is asked of, for what this class has no word for.
    [[nodiscard]] SQLite::Database& database() noexcept { return *database_; }

    /// Why the database must not be used any more; nothing: it may.
    [[nodiscard]] const std::optional<error>& broken() const noexcept { return broken_; }

private:
    class use;

    std::size_t do_execute(std::string_view sql, std::span<const sqlite_value> parameters) override;
    std::vector<sqlite_row> do_query(std::string_view sql, std::span<const sqlite_value> parameters) override;

    template <class F>
    auto guarded(F f) -> decltype(f());
    void run(const char* sql);
    void open_for_us_alone();
    void refuse_damaged();
    [[nodiscard]] SQLite::Statement& prepared(std::string_view sql);

    struct text_hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
    };

    database_file file_;
    std::optional<SQLite::Database> database_;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>, text_hash, std::equal_to<>> statements_;
    int log_pages_ = 0;
    std::optional<error> broken_;
    std::shared_ptr<commit_observer> observer_;
};

} // namespace multipost

#endif
