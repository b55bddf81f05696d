// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/online_copy.hpp"

#include "outbox/store_exception.hpp"

#include <sqlite3.h>

#include <string>
#include <utility>

namespace multipost {

namespace {

/// Pages of 4 KiB; what others wait for meanwhile.
constexpr int pages_of_a_step = 1024;

template <class T>
T value_or_throw(result<T> r)
{
    if (!r) throw store_exception(r.error());
    if constexpr (!std::is_void_v<T>) return *std::move(r);
}

} // namespace

template <class F>
auto online_copy::guarded(F f) -> decltype(f())
{
    try
    {
        return f();
    }
    catch (const SQLite::Exception& e)
    {
        backup_.reset();
        const auto code = e.getErrorCode() == SQLITE_FULL ? errc::store_full : errc::store_failed;
        throw store_exception({code, "The copy \"" + name_.string() + "\" cannot be made: " + e.what() + "."});
    }
}

online_copy::online_copy(const std::filesystem::path& to) : name_(to), file_(value_or_throw(new_file::make(to)))
{
    guarded([this] {
        copy_.emplace(file_.part().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0);
        copy_->exec("PRAGMA synchronous=OFF"); // it counts when it is complete, and is synced then
    });
}

bool online_copy::step(connection& from)
{
    if (from.broken())
    {
        backup_.reset(); // here, where nobody else uses the connection
        throw store_exception(*from.broken());
    }
    return guarded([&] {
        if (!backup_) backup_.emplace(*copy_, from.database());
        const bool more = backup_->executeStep(pages_of_a_step) != SQLITE_DONE;
        if (!more) backup_.reset();
        return more;
    });
}

void online_copy::complete()
{
    guarded([this] {
        // One file and no log beside it, wherever it is taken.
        copy_->exec("PRAGMA journal_mode=DELETE");
        const auto found = copy_->execAndGet("PRAGMA integrity_check(1)").getString();
        if (found != "ok")
            throw store_exception({errc::store_failed, "The copy \"" + name_.string() +
                                                           "\" is void, for the database is damaged: " + found});
        copy_.reset();
    });
    value_or_throw(file_.complete(false));
}

} // namespace multipost
