// SPDX-License-Identifier: BSL-1.0
#include "faulty_disk.hpp"
#include "held_database.hpp"
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;

namespace {

/// A database with one table of numbers, on a disk that fails.
struct database_on_faulty_disk
{
    database_on_faulty_disk()
    {
        execute("CREATE TABLE n (value INTEGER NOT NULL) STRICT");
        execute("INSERT INTO n VALUES (1)");
    }

    void execute(std::string sql)
    {
        const auto run = [sql = std::move(sql)](sqlite_session& s) { s.execute(sql); };
        database.async_transact(run, asio::use_future).get();
    }

    std::int64_t count()
    {
        const auto ask = [](sqlite_session& s) { return s.query("SELECT count(*) FROM n")[0].integer(0); };
        return database.async_transact(ask, asio::use_future).get();
    }

    sqlite_options logging()
    {
        sqlite_options options;
        options.log = [this](const log_record& r) { logged += std::string(r.text) + "\n"; };
        return options;
    }

    temporary_folder folder;
    faulty_disk disk;
    std::string logged; ///< written on the database's thread
    sqlite_database database = sqlite_database::open(folder / "a.db", logging()).value();
};

bool is_full(const boost::system::system_error& e) { return e.code() == errc::store_full; }
bool has_failed(const boost::system::system_error& e) { return e.code() == errc::store_failed; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_disk_that_fails, database_on_faulty_disk)

BOOST_AUTO_TEST_CASE(a_full_disk_changes_nothing_and_heals_without_a_restart)
{
    disk.set_full(true);
    BOOST_CHECK_EXCEPTION(execute("INSERT INTO n VALUES (2)"), boost::system::system_error, is_full);
    BOOST_TEST(count() == 1);
    disk.set_full(false);
    execute("INSERT INTO n VALUES (3)");
    BOOST_TEST(count() == 2);
    BOOST_TEST(database.check().value().empty());
}

BOOST_AUTO_TEST_CASE(what_only_reads_is_answered_beside_what_finds_the_disk_full)
{
    disk.set_full(true);
    held_database held(database);
    auto write = [](sqlite_session& s) { s.execute("INSERT INTO n VALUES (2)"); };
    auto read = [](sqlite_session& s) { return s.query("SELECT count(*) FROM n")[0].integer(0); };
    auto before = database.async_transact(read, asio::use_future);
    auto written = database.async_transact(write, asio::use_future);
    auto after = database.async_transact(read, asio::use_future);
    held.let_go();
    BOOST_CHECK_EXCEPTION(written.get(), boost::system::system_error, is_full);
    BOOST_TEST(before.get() == 1);
    BOOST_TEST(after.get() == 1);
}

BOOST_AUTO_TEST_CASE(a_limit_on_its_pages_is_a_full_disk)
{
    execute("PRAGMA max_page_count = 3");
    const std::string big(20'000, 'x');
    const auto fill = [&big](sqlite_session& s) {
        s.execute("CREATE TABLE t (v TEXT)");
        s.execute("INSERT INTO t VALUES (?)", {big});
    };
    BOOST_CHECK_EXCEPTION(database.async_transact(fill, asio::use_future).get(), boost::system::system_error, is_full);
    BOOST_TEST(count() == 1);
    execute("PRAGMA max_page_count = 1000");
    database.async_transact(fill, asio::use_future).get();
}

BOOST_AUTO_TEST_CASE(after_a_failed_fsync_nothing_is_believed_until_it_is_opened_again)
{
    disk.set_lossy(true);
    BOOST_CHECK_EXCEPTION(execute("INSERT INTO n VALUES (2)"), boost::system::system_error, has_failed);
    disk.set_lossy(false);
    BOOST_CHECK_EXCEPTION(execute("INSERT INTO n VALUES (3)"), boost::system::system_error, has_failed);
    BOOST_CHECK_EXCEPTION(static_cast<void>(count()), boost::system::system_error, has_failed);
    const int before = disk.syncs();
    BOOST_CHECK_THROW(execute("INSERT INTO n VALUES (4)"), boost::system::system_error);
    BOOST_TEST(disk.syncs() == before); // fsync is not tried again

    database = sqlite_database::open(folder / "b.db").value(); // waits for the one before
    BOOST_TEST(logged.find("cannot be read or written") != std::string::npos);
    BOOST_TEST(std::count(logged.begin(), logged.end(), '\n') == 1);
}

BOOST_AUTO_TEST_CASE(a_failed_read_ends_it_too)
{
    const auto many = [](sqlite_session& s) {
        for (int i = 0; i != 2000; ++i) s.execute("INSERT INTO n VALUES (?)", {std::int64_t{i}});
        s.execute("PRAGMA shrink_memory");
    };
    database.async_transact(many, asio::use_future).get();
    execute("PRAGMA shrink_memory");
    disk.set_unreadable(true);
    BOOST_CHECK_EXCEPTION(static_cast<void>(count()), boost::system::system_error, has_failed);
    disk.set_unreadable(false);
    BOOST_CHECK_EXCEPTION(static_cast<void>(count()), boost::system::system_error, has_failed);
}

BOOST_AUTO_TEST_CASE(the_log_is_bounded)
{
    const std::string page(4000, 'x');
    execute("CREATE TABLE t (v TEXT)");
    for (int i = 0; i != 60; ++i)
    {
        const auto grow = [&page](sqlite_session& s) {
            for (int row = 0; row != 100; ++row) s.execute("INSERT INTO t VALUES (?)", {page});
        };
        database.async_transact(grow, asio::use_future).get();
    }
    // 24 MB were written; the log holds 1,000 pages and the last transaction.
    BOOST_TEST(std::filesystem::file_size(folder / "a.db-wal") < 6'000'000U);
    BOOST_TEST(std::filesystem::file_size(folder / "a.db") > 15'000'000U);
}

BOOST_AUTO_TEST_CASE(one_commit_serves_all_that_wait)
{
    held_database held(database);
    std::vector<std::future<void>> written;
    for (int i = 0; i != 100; ++i)
        written.push_back(database.async_transact([](sqlite_session& s) { s.execute("INSERT INTO n VALUES (5)"); },
                                                  asio::use_future));
    const int before = disk.syncs();
    held.let_go();
    for (auto& w : written) w.get();
    BOOST_TEST(disk.syncs() - before == 1);
    BOOST_TEST(count() == 101);
}

BOOST_AUTO_TEST_CASE(what_was_acknowledged_was_synced_first)
{
    for (int i = 0; i != 5; ++i)
    {
        const int before = disk.syncs();
        execute("INSERT INTO n VALUES (6)");
        BOOST_TEST(disk.syncs() == before + 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()
