// SPDX-License-Identifier: BSL-1.0
#include "held_database.hpp"
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <future>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <thread>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

struct with_folder
{
    [[nodiscard]] fs::path file() const { return folder / "a.db"; }

    /// Opens it; the database must be refused with this code and a text that names this.
    void must_refuse(errc code, const std::string& part)
    {
        const auto opened = sqlite_database::open(file());
        BOOST_TEST_REQUIRE(opened.has_error());
        BOOST_TEST(opened.error().code == code);
        BOOST_TEST_CONTEXT(opened.error().what) BOOST_TEST(opened.error().what.find(part) != std::string::npos);
    }

    temporary_folder folder;
};

void run(sqlite_database& database, std::function<void(sqlite_session&)> work)
{
    database.async_transact(std::move(work), asio::use_future).get();
}

std::int64_t number(sqlite_database& database, std::string sql)
{
    const auto ask = [sql = std::move(sql)](sqlite_session& s) { return s.query(sql)[0].integer(0); };
    return database.async_transact(ask, asio::use_future).get();
}

mode_t mode_of(const fs::path& file)
{
    struct stat status = {};
    BOOST_TEST_REQUIRE(stat(file.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

/// ThreadSanitizer does not follow a process that forks and starts a thread.
boost::test_tools::assertion_result forks_are_followed(boost::unit_test::test_unit_id)
{
#ifdef __SANITIZE_THREAD__
    return false;
#else
    return true;
#endif
}

constexpr sqlite_migration first_step{"0001_things",
                                      "CREATE TABLE things (name TEXT NOT NULL UNIQUE) STRICT;"
                                      "CREATE TABLE parts (thing TEXT REFERENCES things (name)) STRICT;"};
constexpr sqlite_migration second_step{"0002_colours", "ALTER TABLE things ADD COLUMN colour TEXT;"};
constexpr sqlite_migration broken_step{"0002_colours", "CREATE TABLE halfway (a TEXT); CREATE TABLE things (a TEXT);"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(an_sqlite_database, with_folder)

BOOST_AUTO_TEST_CASE(that_others_could_read_is_taken_from_them_and_logged)
{
    BOOST_TEST(sqlite_database::open(file()).has_value());
    const fs::path wal = folder / "a.db-wal";
    std::ofstream(wal).close();
    for (const auto& restored : {file(), wal}) BOOST_TEST_REQUIRE(chmod(restored.c_str(), 0644) == 0);
    int told = 0;
    sqlite_options options;
    options.log = [&](const log_record& r) { told += r.level == log_level::warning; };
    const auto opened = sqlite_database::open(file(), options);
    BOOST_TEST(opened.has_value());
    BOOST_TEST(mode_of(file()) == 0600U);
    BOOST_TEST(mode_of(wal) == 0600U);
    BOOST_TEST(told == 2);
}

BOOST_AUTO_TEST_CASE(that_belongs_to_another_user_is_refused)
{
    if (geteuid() != 0) return; // only root can give a file away
    BOOST_TEST(sqlite_database::open(file()).has_value());
    BOOST_TEST_REQUIRE(chown(file().c_str(), 65534, 65534) == 0);
    must_refuse(errc::store_failed, "belongs to another user");
}

BOOST_AUTO_TEST_CASE(its_files_are_private_whatever_the_umask)
{
    for (const mode_t mask : {0000U, 0777U})
    {
        BOOST_TEST_CONTEXT("umask " << mask)
        {
            const auto before = umask(mask);
            const temporary_folder place;
            chmod(place.path().c_str(), 0700);
            auto opened = sqlite_database::open(place / "a.db");
            umask(before);
            BOOST_TEST_REQUIRE(opened.has_value());
            run(*opened, [](sqlite_session& s) { s.execute("CREATE TABLE t (a TEXT)"); });
            for (const char* name : {"a.db", "a.db-wal", "a.db-owner"}) BOOST_TEST(mode_of(place / name) == 0600U);
        }
    }
}

BOOST_AUTO_TEST_CASE(it_is_durable_and_checked_by_its_settings)
{
    auto database = sqlite_database::open(file()).value();
    BOOST_TEST(number(database, "PRAGMA synchronous") == 2); // FULL
    BOOST_TEST(number(database, "PRAGMA foreign_keys") == 1);
    BOOST_TEST(number(database, "PRAGMA secure_delete") == 1);
    const auto text = [&](std::string sql) {
        const auto ask = [sql = std::move(sql)](sqlite_session& s) { return s.query(sql)[0].text(0); };
        return database.async_transact(ask, asio::use_future).get();
    };
    BOOST_TEST(text("PRAGMA journal_mode") == "wal");
    BOOST_TEST(text("PRAGMA locking_mode") == "exclusive");
    BOOST_TEST(!fs::exists(folder / "a.db-shm"));
}

BOOST_AUTO_TEST_CASE(values_come_back_as_they_went)
{
    auto database = sqlite_database::open(file()).value();
    run(database, [](sqlite_session& s) {
        s.execute("CREATE TABLE t (a ANY, b ANY, c ANY, d ANY, e ANY) STRICT");
        const std::string text("t\0ext", 5);
        s.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?)",
                  {sqlite_value(), std::int64_t{-7}, 1.5, text, sqlite_blob{std::string("\0\xff", 2)}});
        const auto rows = s.query("SELECT a, b, c, d, e FROM t");
        BOOST_TEST_REQUIRE(rows.size() == 1U);
        BOOST_TEST(rows[0].is_null(0));
        BOOST_TEST(!rows[0].optional_integer(0));
        BOOST_TEST(rows[0].text_or_empty(0).empty());
        BOOST_TEST(rows[0].integer(1) == -7);
        BOOST_TEST(rows[0].text(3) == text);
        BOOST_TEST(rows[0].blob(4) == std::string("\0\xff", 2));
        BOOST_CHECK_THROW(static_cast<void>(rows[0].text(1)), std::bad_variant_access);
        const auto empty = s.query("SELECT ?, ?", {std::string(), sqlite_blob{}});
        BOOST_TEST(empty[0].text(0).empty());
        BOOST_TEST(empty[0].blob(1).empty());
    });
}

BOOST_AUTO_TEST_CASE(works_run_in_the_order_they_came)
{
    auto database = sqlite_database::open(file()).value();
    std::string order; // touched on the database's thread only
    std::promise<void> last;
    for (const char c : std::string("abcdefgh"))
        database.post([&order, c](sqlite_session&) { order += c; }, [](const std::exception_ptr&) {});
    database.post([](sqlite_session&) {}, [&](const std::exception_ptr&) { last.set_value(); });
    last.get_future().wait();
    BOOST_TEST(order == "abcdefgh");
}

BOOST_AUTO_TEST_CASE(work_that_throws_takes_back_its_own_changes_only)
{
    auto database = sqlite_database::open(file()).value();
    run(database, [](sqlite_session& s) { s.execute("CREATE TABLE t (a INTEGER) STRICT"); });
    held_database held(database);
    auto good = [](sqlite_session& s) { s.execute("INSERT INTO t VALUES (1)"); };
    auto bad = [](sqlite_session& s) {
        s.execute("INSERT INTO t VALUES (2)");
        throw std::runtime_error("no");
    };
    auto a = database.async_transact(good, asio::use_future);
    auto b = database.async_transact(bad, asio::use_future);
    auto c = database.async_transact(good, asio::use_future);
    held.let_go();
    a.get();
    BOOST_CHECK_THROW(b.get(), std::runtime_error);
    c.get();
    BOOST_TEST(number(database, "SELECT count(*) FROM t") == 2);
    BOOST_TEST(number(database, "SELECT sum(a) FROM t") == 2);
}

BOOST_AUTO_TEST_CASE(work_may_handle_a_refused_value_itself)
{
    auto database = sqlite_database::open(file()).value();
    run(database, [](sqlite_session& s) {
        s.execute("CREATE TABLE t (a INTEGER UNIQUE) STRICT");
        s.execute("INSERT INTO t VALUES (1)");
        const auto is_taken = [](const boost::system::system_error& e) { return e.code() == errc::store_constraint; };
        BOOST_CHECK_EXCEPTION(s.execute("INSERT INTO t VALUES (1)"), boost::system::system_error, is_taken);
        BOOST_TEST(s.execute("INSERT INTO t VALUES (2), (3)") == 2U);
        BOOST_TEST(s.execute("DELETE FROM t WHERE a > 9") == 0U);
    });
    BOOST_TEST(number(database, "SELECT count(*) FROM t") == 3);
}

BOOST_AUTO_TEST_CASE(what_waits_when_the_last_handle_goes_is_still_done)
{
    std::promise<void> over;
    {
        auto database = sqlite_database::open(file()).value();
        database.post([](sqlite_session& s) { s.execute("CREATE TABLE t (a INTEGER) STRICT"); },
                      [&](const std::exception_ptr& why) {
                          BOOST_TEST(!why);
                          over.set_value();
                      });
    }
    over.get_future().wait();
    auto again = sqlite_database::open(file()).value();
    BOOST_TEST(number(again, "SELECT count(*) FROM t") == 0);
}

BOOST_AUTO_TEST_CASE(the_last_handle_may_go_in_a_completion)
{
    std::optional database(sqlite_database::open(file()).value());
    held_database held(*database);
    std::promise<void> over;
    auto last = std::make_shared<sqlite_database>(*database);
    database->post([](sqlite_session&) {},
                   [last = std::move(last), &over](const std::exception_ptr&) mutable {
                       last.reset();
                       over.set_value();
                   });
    database.reset();
    held.let_go();
    BOOST_TEST((over.get_future().wait_for(std::chrono::minutes(1)) == std::future_status::ready));
}

BOOST_AUTO_TEST_CASE(a_second_owner_is_told_who_the_first_is)
{
    sqlite_options options;
    options.owner = "multipost-web";
    const auto first = sqlite_database::open(file(), options).value();
    must_refuse(errc::store_in_use, "multipost-web (process " + std::to_string(getpid()) + ") since 20");
}

BOOST_AUTO_TEST_CASE(another_process_is_told_who_the_owner_is, *boost::unit_test::precondition(forks_are_followed))
{
    const auto first = sqlite_database::open(file()).value();
    const auto child = fork();
    if (child == 0)
    {
        const auto opened = sqlite_database::open(file());
        const bool named = opened.has_error() && opened.error().code == errc::store_in_use &&
                           opened.error().what.find(std::to_string(getppid())) != std::string::npos;
        _exit(named ? 0 : 1);
    }
    int status = -1;
    BOOST_TEST_REQUIRE(waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
}

BOOST_AUTO_TEST_CASE(it_is_free_again_when_its_owner_is_killed, *boost::unit_test::precondition(forks_are_followed))
{
    int ready[2] = {};
    BOOST_TEST_REQUIRE(pipe(ready) == 0);
    const auto child = fork();
    if (child == 0)
    {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        auto held = sqlite_database::open(file()).value();
        const sqlite_migration one[] = {first_step};
        const bool stored = held.migrate("things", one).has_value();
        if (stored && write(ready[1], "!", 1) == 1)
            for (;;) pause();
        _exit(1);
    }
    close(ready[1]);
    char byte = 0;
    BOOST_TEST_REQUIRE(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
    must_refuse(errc::store_in_use, std::to_string(child));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    auto database = sqlite_database::open(file()).value();
    BOOST_TEST(number(database, "SELECT count(*) FROM things") == 0);
    BOOST_TEST(database.check().value().empty());
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_missing_is_named)
{
    const auto opened = sqlite_database::open(folder / "nowhere/a.db");
    BOOST_TEST_REQUIRE(opened.has_error());
    BOOST_TEST(opened.error().code == errc::store_failed);
    BOOST_TEST(opened.error().what.find("nowhere") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_database_is_refused_and_left_as_it_is)
{
    const std::string text = "Dear diary, today I was nearly overwritten. " + std::string(5000, '.');
    folder.write("a.db", text);
    must_refuse(errc::store_failed, "is no SQLite database");
    BOOST_TEST(bytes_of(file()) == text);
    fs::remove(file());
    fs::create_directory(file());
    must_refuse(errc::store_failed, "is no regular file");
}

BOOST_AUTO_TEST_CASE(an_empty_database_is_never_put_beside_the_log_of_another)
{
    for (const bool missing : {true, false})
    {
        BOOST_TEST_CONTEXT((missing ? "missing" : "empty"))
        {
            folder.write("a.db-wal", "what was committed last");
            if (!missing) folder.write("a.db", "");
            must_refuse(errc::store_failed, missing ? "is missing, but its log" : "is empty, but its log");
            BOOST_TEST(bytes_of(folder / "a.db-wal") == "what was committed last");
            BOOST_TEST(fs::exists(file()) == !missing);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_damaged_page_is_found_at_the_start)
{
    {
        auto database = sqlite_database::open(file()).value();
        run(database, [](sqlite_session& s) {
            s.execute("CREATE TABLE t (a TEXT)");
            for (int i = 0; i != 200; ++i) s.execute("INSERT INTO t VALUES (?)", {std::string(300, 'x')});
        });
    }
    {
        std::fstream f(file(), std::ios::in | std::ios::out | std::ios::binary);
        f.seekp(2 * 4096);
        f << std::string(4096, '\x55');
    }
    must_refuse(errc::store_failed, "is damaged");
}

BOOST_AUTO_TEST_CASE(a_file_replaced_under_it_is_noticed_before_anything_is_acknowledged)
{
    for (const char* name : {"a.db", "a.db-wal"})
        for (const bool replaced : {true, false})
        {
            BOOST_TEST_CONTEXT(name << (replaced ? " replaced" : " removed"))
            {
                const temporary_folder place;
                auto database = sqlite_database::open(place / "a.db").value();
                run(database, [](sqlite_session& s) { s.execute("CREATE TABLE t (a INTEGER) STRICT"); });
                run(database, [](sqlite_session& s) { s.execute("INSERT INTO t VALUES (1)"); });
                fs::rename(place / name, place / "elsewhere");
                if (replaced) place.write(name, "");
                const auto insert = [](sqlite_session& s) { s.execute("INSERT INTO t VALUES (2)"); };
                const auto noticed = [](const boost::system::system_error& e) {
                    return e.code() == errc::store_failed &&
                           std::string(e.what()).find("removed or replaced") != std::string::npos;
                };
                BOOST_CHECK_EXCEPTION(run(database, insert), boost::system::system_error, noticed);
                fs::rename(place / "elsewhere", place / name);
                BOOST_CHECK_EXCEPTION(run(database, insert), boost::system::system_error, noticed);
            }
        }
}

BOOST_AUTO_TEST_CASE(steps_are_applied_once_and_in_order)
{
    auto database = sqlite_database::open(file()).value();
    const sqlite_migration one[] = {first_step};
    const sqlite_migration two[] = {first_step, second_step};
    for (int i = 0; i != 2; ++i) BOOST_TEST(database.migrate("things", one).has_value());
    run(database, [](sqlite_session& s) { s.execute("INSERT INTO things VALUES ('chair')"); });
    for (int i = 0; i != 2; ++i) BOOST_TEST(database.migrate("things", two).has_value());
    BOOST_TEST(number(database, "SELECT count(*) FROM things WHERE colour IS NULL") == 1);
    // Components do not know of each other.
    const sqlite_migration other[] = {{"0001_other", "CREATE TABLE other (a TEXT);"}};
    BOOST_TEST(database.migrate("other", other).has_value());
    BOOST_TEST(number(database, "SELECT count(*) FROM multipost_migrations") == 3);
}

BOOST_AUTO_TEST_CASE(a_step_that_fails_leaves_nothing)
{
    auto database = sqlite_database::open(file()).value();
    const sqlite_migration one[] = {first_step};
    const sqlite_migration broken[] = {first_step, broken_step};
    BOOST_TEST(database.migrate("things", one).has_value());
    const auto failed = database.migrate("things", broken);
    BOOST_TEST_REQUIRE(failed.has_error());
    BOOST_TEST(failed.error().code == errc::store_failed);
    BOOST_TEST(number(database, "SELECT count(*) FROM sqlite_master WHERE name = 'halfway'") == 0);
    BOOST_TEST(number(database, "SELECT count(*) FROM multipost_migrations") == 1);
}

BOOST_AUTO_TEST_CASE(tables_of_a_newer_version_are_left_as_they_are)
{
    auto database = sqlite_database::open(file()).value();
    const sqlite_migration two[] = {first_step, second_step};
    const sqlite_migration one[] = {first_step};
    const sqlite_migration another[] = {first_step, {"0002_sizes", "ALTER TABLE things ADD COLUMN size TEXT;"}};
    BOOST_TEST(database.migrate("things", two).has_value());
    for (const auto older : {std::span<const sqlite_migration>(one), std::span<const sqlite_migration>(another)})
    {
        const auto refused = database.migrate("things", older);
        BOOST_TEST_REQUIRE(refused.has_error());
        BOOST_TEST(refused.error().code == errc::store_newer_schema);
        BOOST_TEST(refused.error().what.find("0002_colours") != std::string::npos);
    }
    BOOST_TEST(number(database, "SELECT count(*) FROM multipost_migrations") == 2);
}

BOOST_AUTO_TEST_CASE(a_check_tells_what_is_wrong)
{
    auto database = sqlite_database::open(file()).value();
    const sqlite_migration one[] = {first_step};
    BOOST_TEST(database.migrate("things", one).has_value());
    BOOST_TEST(database.check().value().empty());
    const auto orphan = [](sqlite_session& s) { s.execute("INSERT INTO parts VALUES ('nothing')"); };
    const auto refused = [](const boost::system::system_error& e) { return e.code() == errc::store_constraint; };
    BOOST_CHECK_EXCEPTION(run(database, orphan), boost::system::system_error, refused);
}

BOOST_AUTO_TEST_CASE(many_threads_may_use_it)
{
    auto database = sqlite_database::open(file()).value();
    run(database, [](sqlite_session& s) { s.execute("CREATE TABLE t (a INTEGER) STRICT"); });
    std::vector<std::thread> threads;
    for (int t = 0; t != 4; ++t)
        threads.emplace_back([database]() mutable {
            std::vector<std::future<void>> written;
            for (int i = 0; i != 50; ++i)
                written.push_back(database.async_transact(
                    [](sqlite_session& s) { s.execute("INSERT INTO t VALUES (1)"); }, asio::use_future));
            for (auto& w : written) w.get();
        });
    for (auto& t : threads) t.join();
    BOOST_TEST(number(database, "SELECT count(*) FROM t") == 200);
}

BOOST_AUTO_TEST_CASE(a_completion_that_throws_is_logged_and_costs_the_others_nothing)
{
    std::atomic<int> logged = 0;
    sqlite_options options;
    options.log = [&](const log_record& r) { logged += r.level == log_level::error; };
    auto database = sqlite_database::open(file(), options).value();
    const auto nothing = [](sqlite_session&) {};
    std::promise<void> told;
    {
        const held_database held(database);
        database.post(nothing, [](const std::exception_ptr&) { throw std::bad_alloc(); });
        database.post(nothing, [](const std::exception_ptr&) { throw "no exception"; });
        database.post(nothing, [&](const std::exception_ptr&) { told.set_value(); });
    }
    told.get_future().wait();
    BOOST_TEST(logged == 2);
    BOOST_TEST(number(database, "SELECT 1") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
