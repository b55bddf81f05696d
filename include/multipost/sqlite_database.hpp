// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps an SQLite database that belongs to one process, and runs work on it in transactions.
///
/// The outbox stores itself in one. A program that embeds the outbox may keep tables of its own in the same file and change
/// them through the same queue, so that there is one file to back up and one commit for whoever waits at the same time.
#ifndef MULTIPOST_SQLITE_DATABASE_HPP
#define MULTIPOST_SQLITE_DATABASE_HPP

#include <multipost/error.hpp>
#include <multipost/export.h>
#include <multipost/log_sink.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/system_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace multipost {

/// Bytes that are no text.
struct sqlite_blob
{
    std::string bytes;

    friend bool operator==(const sqlite_blob&, const sqlite_blob&) = default;
};

/// A value of a column or of a parameter; std::monostate is NULL.
using sqlite_value = std::variant<std::monostate, std::int64_t, double, std::string, sqlite_blob>;

/// One row of an answer. Columns count from 0; a getter of the wrong type throws std::bad_variant_access.
class MULTIPOST_EXPORT sqlite_row
{
public:
    explicit sqlite_row(std::vector<sqlite_value> values) noexcept : values_(std::move(values)) {}

    [[nodiscard]] bool is_null(std::size_t column) const;
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] const std::string& text(std::size_t column) const;
    [[nodiscard]] const std::string& blob(std::size_t column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::size_t column) const;
    [[nodiscard]] std::string text_or_empty(std::size_t column) const; ///< "" for NULL

private:
    std::vector<sqlite_value> values_;
};

/// The database within one transaction. Valid during the call it is given to, on that thread.
///
/// Errors are thrown as boost::system::system_error of errc::store_full, store_failed, store_constraint.
class MULTIPOST_EXPORT sqlite_session
{
public:
    virtual ~sqlite_session() = default;

    /// Runs a statement that answers nothing. Returns how many rows it changed. Statements are prepared once and kept.
    std::size_t execute(std::string_view sql, std::initializer_list<sqlite_value> parameters = {});
    std::size_t execute(std::string_view sql, std::span<const sqlite_value> parameters);

    /// Runs a statement and returns what it answers (SELECT, or RETURNING).
    [[nodiscard]] std::vector<sqlite_row> query(std::string_view sql,
                                                std::initializer_list<sqlite_value> parameters = {});
    [[nodiscard]] std::vector<sqlite_row> query(std::string_view sql, std::span<const sqlite_value> parameters);

private:
    virtual std::size_t do_execute(std::string_view sql, std::span<const sqlite_value> parameters) = 0;
    virtual std::vector<sqlite_row> do_query(std::string_view sql, std::span<const sqlite_value> parameters) = 0;
};

/// One step of a schema. Steps are numbered from 1 in their order, are never changed and never taken back.
struct sqlite_migration
{
    std::string_view name; ///< "0001_outbox"
    std::string_view sql;  ///< one or more statements
};

/// How far the tables of one component are.
struct sqlite_schema
{
    std::string component;  ///< "outbox"
    std::size_t steps = 0;  ///< how many were applied
    std::string last;       ///< the name of the last one, "0004_schedules"
    std::string applied_at; ///< when that was; RFC 3339, UTC
};

struct sqlite_options
{
    /// Who holds the database, for the error another process gets: "multipost-web".
    std::string owner = "multipost";
    /// Works that wait at the same time share a commit, up to so many.
    std::size_t max_batch = 256;
    log_sink log;
};

namespace detail {

template <class T>
struct transact_signature
{
    using type = void(std::exception_ptr, T);
};

template <>
struct transact_signature<void>
{
    using type = void(std::exception_ptr);
};

/// Work on its way through a database's queue to its completion.
template <class Work, class T, class Handler>
class transact_call
{
public:
    transact_call(Work work, Handler handler)
        : work_(std::move(work)),
          executor_(boost::asio::prefer(boost::asio::get_associated_executor(handler, boost::asio::system_executor()),
                                        boost::asio::execution::outstanding_work.tracked)),
          handler_(std::move(handler))
    {}

    void run(sqlite_session& session)
    {
        if constexpr (std::is_void_v<T>)
            work_(session);
        else
            value_ = work_(session);
    }

    void complete(std::exception_ptr error)
    {
        auto last = [handler = std::move(handler_), value = std::move(value_), error = std::move(error)]() mutable {
            if constexpr (std::is_void_v<T>)
                std::move(handler)(std::move(error));
            else
                std::move(handler)(std::move(error), std::move(value));
        };
        boost::asio::post(executor_, std::move(last));
    }

private:
    using value_type = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    Work work_;
    boost::asio::any_io_executor executor_; ///< kept from ending meanwhile
    Handler handler_;
    value_type value_{};
};

} // namespace detail

/// An open database. A handle: copies share it; the last one closes it.
///
/// The file belongs to one process at a time: it is locked beside SQLite's own exclusive lock, and the error another process
/// gets names the owner. Write-ahead log, synchronous=FULL: what was committed survives a power cut. All work runs on one
/// thread of the database's own. Files are made with mode 0600, whatever the umask.
///
/// Threads: every member may be called from any thread.
class MULTIPOST_EXPORT sqlite_database
{
public:
    /// Opens a database, or makes it.
    ///
    /// @param file  its folder must exist. An empty file is never put in the place of one that is missing beside its log
    /// @par Errors
    /// @li errc::store_in_use  another process has it; the text names that process
    /// @li errc::store_failed  it cannot be opened, read or written, or is no database; the text says why
    [[nodiscard]] static result<sqlite_database> open(const std::filesystem::path& file, sqlite_options options = {});

    /// Brings a component's tables up to date, in one transaction.
    ///
    /// @par Errors
    /// @li errc::store_newer_schema  the database was written by a newer version; it is left as it is
    /// @li errc::store_failed  a step failed; none was applied
    result<void> migrate(std::string_view component, std::span<const sqlite_migration> steps);

    /// Runs work in a transaction on the database's thread.
    ///
    /// Works run one after another in the order they came. Those that wait share one transaction, each within a savepoint:
    /// work that throws takes back its own changes only. Work that changed nothing is run a second time when the others of its
    /// transaction could not be stored, so that a full disk can still be read.
    ///
    /// @param done  called on the database's thread, after the commit, with what `work` threw or why the commit failed; must
    ///              be quick and must not throw
    void post(std::function<void(sqlite_session&)> work, std::function<void(std::exception_ptr)> done);

    /// As post(), and completes with what the work returns, which needs a default value.
    ///
    /// The completion signature is void(std::exception_ptr, T), or void(std::exception_ptr) for work that returns nothing.
    template <class Work, class CompletionToken = boost::asio::deferred_t>
    auto async_transact(Work work, CompletionToken&& token = {});

    /// Runs SQLite's integrity and foreign-key checks. Empty: all is well.
    result<std::vector<std::string>> check();

    /// How far the tables of each component are, by name.
    result<std::vector<sqlite_schema>> schemas();

    /// Copies the database, as it is at the end of this call, into a file of its own, mode 0600, checked and durable, while it
    /// is used: others wait for some milliseconds at a time. Blocks; never on the only thread that others are answered by.
    ///
    /// @param to  its folder must exist. It gets the name when it is complete
    /// @par Errors
    /// @li errc::store_failed  there is such a file already, it cannot be made, or what was copied is damaged
    /// @li errc::store_full
    result<void> back_up(const std::filesystem::path& to);

    /// Puts a copy that back_up() made where a database is opened, checked, whole or not at all. What of the posts in it
    /// became since is not in it: who opens it next could send them again.
    ///
    /// @param replace  also when there is a database, which is lost
    /// @param owner  as sqlite_options::owner
    /// @par Errors
    /// @li errc::store_in_use  another process has the database; the text names that process
    /// @li errc::store_failed  there is a database already, or the copy is damaged, or is none
    /// @li errc::store_full
    static result<void> restore(const std::filesystem::path& copy, const std::filesystem::path& file, bool replace,
                                const std::string& owner = "multipost");

    [[nodiscard]] const std::filesystem::path& file() const noexcept;

private:
    friend struct sqlite_database_access;
    class impl;
    explicit sqlite_database(std::shared_ptr<impl> i) noexcept : impl_(std::move(i)) {}
    std::shared_ptr<impl> impl_;
};

template <class Work, class CompletionToken>
auto sqlite_database::async_transact(Work work, CompletionToken&& token)
{
    using value_type = std::decay_t<std::invoke_result_t<Work&, sqlite_session&>>;
    using signature = typename detail::transact_signature<value_type>::type;
    return boost::asio::async_initiate<CompletionToken, signature>(
        [database = *this](auto handler, Work what) mutable {
            using call = detail::transact_call<Work, value_type, decltype(handler)>;
            const auto c = std::make_shared<call>(std::move(what), std::move(handler));
            // A coroutine that waits keeps this lambda, and its work keeps the coroutine: a handle that stayed here would
            // keep the database open until the work is done, whoever closes it.
            auto handle = std::move(database);
            handle.post([c](sqlite_session& session) { c->run(session); },
                        [c](std::exception_ptr error) { c->complete(std::move(error)); });
        },
        token, std::move(work));
}

} // namespace multipost

#endif
