// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/connection.hpp"

#include "outbox/sqlite/sqlite_error.hpp"
#include "outbox/store_exception.hpp"

#include <sqlite3.h>

#include <utility>

namespace multipost {

namespace {

/// The log is copied into the database once it has so many pages of 4 KiB.
constexpr int max_log_pages = 1000;
/// A program that makes up its statements as it goes must not fill the memory with them.
constexpr std::size_t max_statements = 512;
/// A database up to this size is checked for damage when it is opened; that of a larger one shows when it is read.
constexpr std::uintmax_t max_checked_bytes = 16U << 20U;

void bind(SQLite::Statement& statement, int index, const sqlite_value& value)
{
    struct
    {
        SQLite::Statement& statement;
        int index;

        void operator()(std::monostate) const { statement.bind(index); }
        void operator()(std::int64_t number) const { statement.bind(index, number); }
        void operator()(double number) const { statement.bind(index, number); }
        // The values outlive the statement's run.
        void operator()(const std::string& text) const { statement.bindNoCopy(index, text); }
        void operator()(const sqlite_blob& blob) const
        {
            statement.bindNoCopy(index, blob.bytes.data(), static_cast<int>(blob.bytes.size()));
        }
    } const bind_value{statement, index};
    std::visit(bind_value, value);
}

sqlite_value value_of(const SQLite::Column& column)
{
    switch (column.getType())
    {
    case SQLITE_INTEGER: return static_cast<std::int64_t>(column.getInt64());
    case SQLITE_FLOAT: return column.getDouble();
    case SQLITE_TEXT: return column.getString();
    case SQLITE_BLOB: return sqlite_blob{column.getString()};
    default: return std::monostate();
    }
}

int note_log_pages(void* pages, sqlite3*, const char*, int count)
{
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

} // namespace

/// A prepared statement with its values, for one run; forgets them afterwards.
class connection::use
{
public:
    use(SQLite::Statement& statement, std::span<const sqlite_value> parameters) : statement_(statement)
    {
        int index = 0;
        for (const auto& value : parameters) bind(statement_, ++index, value);
    }
    use(const use&) = delete;
    use& operator=(const use&) = delete;
    ~use()
    {
        statement_.tryReset();
        try
        {
            statement_.clearBindings();
        }
        catch (const SQLite::Exception&)
        {
            // Only a busy statement refuses, and this one was reset.
        }
    }

private:
    SQLite::Statement& statement_;
};

/// Runs something of SQLite's. What it throws becomes the library's error, and its gravity is noted.
template <class F>
auto connection::guarded(F f) -> decltype(f())
{
    if (broken_) throw store_exception(*broken_);
    try
    {
        return f();
    }
    catch (const SQLite::Exception& e)
    {
        auto what = store_error(e, file_.path());
        if (is_fatal(e)) broken_ = what;
        throw store_exception(std::move(what));
    }
}

connection::connection(database_file file) : file_(std::move(file))
{
    guarded([this] {
        // No mutex of SQLite's: one thread at a time uses it.
        database_.emplace(file_.path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0);
        if (sqlite3_db_readonly(database_->getHandle(), "main") == 1)
            throw SQLite::Exception("read only", SQLITE_READONLY);
        open_for_us_alone();
        refuse_damaged();
    });
}

void connection::open_for_us_alone()
{
    // Before the log is opened: set afterwards, others could read and write until our first write.
    // https://www.sqlite.org/pragma.html#pragma_locking_mode, read 2026-11-22
    run("PRAGMA locking_mode=EXCLUSIVE");
    if (database_->execAndGet("PRAGMA journal_mode=WAL").getString() != "wal")
        throw SQLite::Exception("its file system has no write-ahead log", SQLITE_CANTOPEN);
    run("PRAGMA synchronous=FULL");
    run("PRAGMA foreign_keys=ON");
    run("PRAGMA trusted_schema=OFF");
    run("PRAGMA cell_size_check=ON");
    // What is deleted is overwritten: a removed channel's secrets, a key that was replaced.
    run("PRAGMA secure_delete=ON");
    // Nothing of it in temporary files.
    run("PRAGMA temp_store=MEMORY");
    // Copying the log into the database is done between transactions, where an error is seen.
    run("PRAGMA wal_autocheckpoint=0");
    run("PRAGMA journal_size_limit=16777216");
    sqlite3_wal_hook(database_->getHandle(), note_log_pages, &log_pages_);
    // Takes the lock, and shows that there is something to lock.
    run("BEGIN IMMEDIATE");
    run("COMMIT");
}

void connection::refuse_damaged()
{
    std::error_code ignored;
    if (std::filesystem::file_size(file_.path(), ignored) > max_checked_bytes) return;
    if (database_->execAndGet("PRAGMA quick_check(1)").getString() != "ok")
        throw SQLite::Exception("damaged", SQLITE_CORRUPT);
}

void connection::run(const char* sql)
{
    SQLite::Statement statement(*database_, sql);
    while (statement.executeStep())
    {}
}

void connection::begin() { execute("BEGIN IMMEDIATE"); }

void connection::commit()
{
    if (!file_.is_in_place())
    {
        broken_ =
            store_failed(file_.path(), "was removed or replaced while it was in use. Put it back and start again.");
        throw store_exception(*broken_);
    }
    if (observer_) observer_->before_commit(*this);
    execute("COMMIT");
    if (observer_) observer_->after_commit();
}

void connection::roll_back() noexcept
{
    if (!in_transaction()) return;
    // Also of a broken database, whose next user must find no transaction open.
    sqlite3_exec(database_->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void connection::set_savepoint() { execute("SAVEPOINT work"); }
void connection::release_savepoint() { execute("RELEASE work"); }

void connection::roll_back_to_savepoint()
{
    execute("ROLLBACK TO work");
    release_savepoint();
}

bool connection::in_transaction() const noexcept { return sqlite3_get_autocommit(database_->getHandle()) == 0; }

std::int64_t connection::changes() const noexcept { return sqlite3_total_changes64(database_->getHandle()); }

void connection::run_script(std::string_view sql)
{
    guarded([&] { database_->exec(std::string(sql)); });
}

void connection::bound_log()
{
    if (log_pages_ < max_log_pages || broken_) return;
    const int code =
        sqlite3_wal_checkpoint_v2(database_->getHandle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    if (code == SQLITE_OK)
    {
        log_pages_ = 0;
        return;
    }
    const SQLite::Exception e(database_->getHandle(), code);
    if (is_fatal(e)) broken_ = store_error(e, file_.path());
}

std::vector<std::string> connection::find_damage()
{
    std::vector<std::string> found;
    for (const auto& row : query("PRAGMA integrity_check"))
        if (row.text(0) != "ok") found.push_back(row.text(0));
    for (const auto& row : query("PRAGMA foreign_key_check"))
        found.push_back("a row of " + row.text(0) + " refers to a missing row of " + row.text(2));
    return found;
}

SQLite::Statement& connection::prepared(std::string_view sql)
{
    if (const auto known = statements_.find(sql); known != statements_.end()) return *known->second;
    if (statements_.size() == max_statements) statements_.clear();
    std::string text(sql);
    auto statement = std::make_unique<SQLite::Statement>(*database_, text);
    return *statements_.emplace(std::move(text), std::move(statement)).first->second;
}

std::size_t connection::do_execute(std::string_view sql, std::span<const sqlite_value> parameters)
{
    return guarded([&] {
        auto& statement = prepared(sql);
        const use with(statement, parameters);
        const auto before = changes();
        while (statement.executeStep())
        {}
        // Those a trigger made are in the difference, but not in sqlite3_changes.
        return changes() == before ? 0 : static_cast<std::size_t>(sqlite3_changes64(database_->getHandle()));
    });
}

std::vector<sqlite_row> connection::do_query(std::string_view sql, std::span<const sqlite_value> parameters)
{
    return guarded([&] {
        auto& statement = prepared(sql);
        const use with(statement, parameters);
        std::vector<sqlite_row> rows;
        while (statement.executeStep())
        {
            std::vector<sqlite_value> values;
            const int columns = statement.getColumnCount();
            values.reserve(static_cast<std::size_t>(columns));
            for (int i = 0; i != columns; ++i) values.push_back(value_of(statement.getColumn(i)));
            rows.emplace_back(std::move(values));
        }
        return rows;
    });
}

} // namespace multipost
