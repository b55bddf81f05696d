// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/group_commit.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace multipost {

namespace {

struct attempt
{
    queued_work what;
    std::exception_ptr error = nullptr;
    bool changed = false;        ///< something of the database
    bool worth_a_second = false; ///< its transaction failed, through no change of its own
};

/// What ended a transaction; every work in it that had gone well is told.
void fail(std::span<attempt> works, const std::exception_ptr& why)
{
    for (auto& w : works)
    {
        if (w.error) continue;
        w.error = why;
        w.worth_a_second = !w.changed;
    }
}

void run_in_savepoint(connection& database, attempt& one)
{
    const auto before = database.changes();
    database.set_savepoint();
    try
    {
        one.what.work(database);
        database.release_savepoint();
    }
    catch (...)
    {
        one.error = std::current_exception();
        if (database.in_transaction()) database.roll_back_to_savepoint();
    }
    one.changed = database.changes() != before;
}

std::size_t run_alone(connection& database, attempt& one)
{
    try
    {
        one.what.work(database);
    }
    catch (...)
    {
        one.error = std::current_exception();
    }
    return 1;
}

/// Runs works from the first on in one transaction, up to one that is to be alone. Returns how many: fewer where SQLite ended
/// the transaction.
std::size_t run_in_transaction(connection& database, std::span<attempt> works)
{
    std::size_t ran = 0;
    try
    {
        database.begin();
        while (ran != works.size() && !works[ran].what.alone)
        {
            auto& one = works[ran++];
            run_in_savepoint(database, one);
            if (database.in_transaction()) continue;
            // A full disk, for one, takes back the whole transaction: the works before this one too.
            fail(works.first(ran), one.error);
            return ran;
        }
        database.commit();
    }
    catch (...)
    {
        database.roll_back();
        ran = std::max<std::size_t>(ran, 1);
        fail(works.first(ran), std::current_exception());
    }
    return ran;
}

void run_all(connection& database, std::span<attempt> works)
{
    while (!works.empty())
        works = works.subspan(works.front().what.alone ? run_alone(database, works.front())
                                                       : run_in_transaction(database, works));
}

/// Runs again what only read, in the company of its like.
void run_readers_again(connection& database, std::vector<attempt>& works)
{
    const auto last_reader =
        std::stable_partition(works.begin(), works.end(), [](const attempt& a) { return a.worth_a_second; });
    const std::span readers(works.begin(), last_reader);
    for (auto& r : readers) r.error = nullptr;
    run_all(database, readers);
}

void log_failure(const log_sink& log, std::string_view why)
{
    if (log) log({log_level::error, "Who waited for a transaction failed when it was told of it", {{"error", why}}});
}

void tell(const queued_work& of, const std::exception_ptr& error, const log_sink& log)
{
    try
    {
        of.done(error);
    }
    catch (const std::exception& e)
    {
        log_failure(log, e.what());
    }
    catch (...)
    {
        log_failure(log, "what was thrown is no exception");
    }
}

} // namespace

void run_together(connection& database, std::vector<queued_work> works, const log_sink& log)
{
    std::vector<attempt> attempts;
    attempts.reserve(works.size());
    for (auto& w : works) attempts.push_back({.what = std::move(w)});
    run_all(database, attempts);
    run_readers_again(database, attempts);
    for (const auto& a : attempts) tell(a.what, a.error, log);
}

} // namespace multipost
