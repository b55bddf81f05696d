// SPDX-License-Identifier: BSL-1.0
#include "held_database.hpp"
#include "kept_outbox.hpp"

#include <multipost/sqlite_database.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <array>
#include <atomic>
#include <fstream>
#include <future>
#include <string>
#include <thread>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::array steps{sqlite_migration{"0001_pairs", "CREATE TABLE pairs (a INTEGER, b TEXT) STRICT;"},
                           sqlite_migration{"0002_more", "CREATE TABLE more (a TEXT) STRICT;"}};

struct with_database
{
    [[nodiscard]] fs::path file() const { return folder / "a.db"; }
    [[nodiscard]] fs::path copy() const { return folder / "copy.db"; }

    [[nodiscard]] sqlite_database open(const fs::path& at) const
    {
        auto database = sqlite_database::open(at).value();
        database.migrate("pairs", steps).value();
        return database;
    }

    // Two rows, or none: a copy that tore a transaction apart has an odd number.
    static void add_pair(sqlite_database& database)
    {
        const auto work = [](sqlite_session& s) {
            for (int i = 0; i != 2; ++i)
                s.execute("INSERT INTO pairs VALUES (?, ?)", {std::int64_t(i), std::string(900, 'x')});
        };
        database.async_transact(work, asio::use_future).get();
    }

    [[nodiscard]] static std::int64_t rows(sqlite_database& database)
    {
        const auto ask = [](sqlite_session& s) { return s.query("SELECT count(*) FROM pairs")[0].integer(0); };
        return database.async_transact(ask, asio::use_future).get();
    }

    static void must_fail(const result<void>& done, errc code, const std::string& part)
    {
        BOOST_TEST_REQUIRE(done.has_error());
        BOOST_TEST(done.error().code == code);
        BOOST_TEST_CONTEXT(done.error().what) BOOST_TEST(done.error().what.find(part) != std::string::npos);
    }

    temporary_folder folder;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_copy_of_a_database, with_database)

BOOST_AUTO_TEST_CASE(has_what_was_committed_and_is_one_file_for_its_owner_alone)
{
    auto database = open(file());
    for (int i = 0; i != 10; ++i) add_pair(database);
    BOOST_TEST(database.back_up(copy()).has_value());
    struct stat status = {};
    BOOST_TEST_REQUIRE(stat(copy().c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777U) == 0600U);
    for (const char* other : {"copy.db-wal", "copy.db.part", "copy.db.part-wal", "copy.db.part-journal"})
        BOOST_TEST(!fs::exists(folder / other), other);
    auto copied = open(copy());
    BOOST_TEST(rows(copied) == 20);
    BOOST_TEST(copied.check().value().empty());
}

BOOST_AUTO_TEST_CASE(is_whole_while_others_write)
{
    auto database = open(file());
    for (int i = 0; i != 4'000; ++i) // several steps long
    {
        const auto work = [](sqlite_session& s) {
            s.execute("INSERT INTO pairs VALUES (1, ?)", {std::string(3'900, 'x')});
            s.execute("INSERT INTO pairs VALUES (2, 'y')");
        };
        database.post(work, [](const std::exception_ptr&) {});
    }
    BOOST_TEST(rows(database) == 8'000);
    std::atomic<bool> over = false;
    std::thread writer([&] {
        while (!over) add_pair(database);
    });
    const auto copied = database.back_up(copy());
    over = true;
    writer.join();
    BOOST_TEST(copied.has_value());
    auto there = open(copy());
    BOOST_TEST(rows(there) >= 8'000);
    BOOST_TEST(rows(there) <= rows(database));
    BOOST_TEST(rows(there) % 2 == 0);
    BOOST_TEST(there.check().value().empty());
}

BOOST_AUTO_TEST_CASE(has_nothing_of_a_work_that_failed_beside_it)
{
    auto database = open(file());
    add_pair(database);
    held_database hold(database);
    const auto failing = [](sqlite_session& s) {
        s.execute("INSERT INTO pairs VALUES (1, 'never')");
        throw std::runtime_error("no");
    };
    database.post(failing, [](const std::exception_ptr&) {});
    auto copied = std::async(std::launch::async, [&] { return database.back_up(copy()).has_value(); });
    hold.let_go();
    BOOST_TEST(copied.get());
    auto there = open(copy());
    BOOST_TEST(rows(there) == 2);
}

BOOST_AUTO_TEST_CASE(takes_the_place_of_nothing)
{
    auto database = open(file());
    std::ofstream(copy()) << "something of mine";
    must_fail(database.back_up(copy()), errc::store_failed, "already");
    BOOST_TEST(fs::file_size(copy()) == 17U);
    must_fail(database.back_up(folder / "nowhere" / "copy.db"), errc::store_failed, "cannot be made");
    BOOST_TEST(!fs::exists(folder / "copy.db.part"));
    BOOST_TEST(rows(database) == 0); // and the database goes on
}

BOOST_AUTO_TEST_CASE(is_put_back_where_there_is_nothing_or_what_may_be_replaced)
{
    {
        auto database = open(file());
        add_pair(database);
        BOOST_TEST(database.back_up(copy()).has_value());
        add_pair(database);
        must_fail(sqlite_database::restore(copy(), file(), true), errc::store_in_use, "in use by");
    }
    must_fail(sqlite_database::restore(copy(), file(), false), errc::store_failed, "already");
    BOOST_TEST(sqlite_database::restore(copy(), folder / "b.db", false).has_value());
    auto elsewhere = open(folder / "b.db");
    BOOST_TEST(rows(elsewhere) == 2);
    BOOST_TEST(sqlite_database::restore(copy(), file(), true).has_value());
    auto again = open(file());
    BOOST_TEST(rows(again) == 2);
}

BOOST_AUTO_TEST_CASE(that_is_damaged_or_none_replaces_nothing)
{
    {
        auto database = open(file());
        for (int i = 0; i != 100; ++i) add_pair(database);
        BOOST_TEST(database.back_up(copy()).has_value());
    }
    must_fail(sqlite_database::restore(folder / "nowhere", file(), true), errc::store_failed, "does not exist");
    std::ofstream(folder / "text") << "This is no database, whatever it is called.";
    must_fail(sqlite_database::restore(folder / "text", file(), true), errc::store_failed, "no database");
    std::fstream(copy(), std::ios::in | std::ios::out | std::ios::binary).seekp(8192).write("damage", 6);
    std::string zeros(4096, '\0');
    std::fstream(copy(), std::ios::in | std::ios::out | std::ios::binary)
        .seekp(3 * 4096)
        .write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
    must_fail(sqlite_database::restore(copy(), file(), true), errc::store_failed, "damaged");
    BOOST_TEST(!fs::exists(folder / "a.db.part"));
    auto database = open(file());
    BOOST_TEST(rows(database) == 200);
}

BOOST_AUTO_TEST_CASE(of_one_that_has_a_log_beside_it_is_none)
{
    auto database = open(file());
    add_pair(database);
    must_fail(sqlite_database::restore(file(), folder / "b.db", false), errc::store_failed, "log beside it");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(the_schemas_of_a_database, with_database)

BOOST_AUTO_TEST_CASE(say_how_far_each_component_is)
{
    auto database = sqlite_database::open(file()).value();
    BOOST_TEST(database.schemas().value().empty());
    database.migrate("pairs", steps).value();
    constexpr std::array other{sqlite_migration{"0001_others", "CREATE TABLE others (a TEXT) STRICT;"}};
    database.migrate("another", other).value();
    const auto found = database.schemas().value();
    BOOST_TEST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].component == "another");
    BOOST_TEST(found[1].component == "pairs");
    BOOST_TEST(found[1].steps == 2U);
    BOOST_TEST(found[1].last == "0002_more");
    BOOST_TEST(found[1].applied_at.ends_with("Z"), found[1].applied_at);
}

BOOST_AUTO_TEST_SUITE_END()
