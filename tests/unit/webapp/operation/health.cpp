// SPDX-License-Identifier: BSL-1.0
#include "operation/health.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>
#include <multipost/publisher.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <stdlib.h>

#include <chrono>
#include <exception>
#include <filesystem>
#include <future>
#include <string>

using namespace webapp;
using namespace std::chrono_literals;

namespace {

class temporary_folder
{
public:
    temporary_folder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "webapp-health-XXXXXX").string();
        BOOST_TEST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    std::filesystem::path path;
};

/// Keeps the thread of a database busy until it goes.
class busy
{
public:
    explicit busy(multipost::sqlite_database on)
    {
        on.post([until = over_.get_future().share()](multipost::sqlite_session&) { until.wait(); },
                [](const std::exception_ptr&) {});
    }
    ~busy() { over_.set_value(); }
    busy(const busy&) = delete;
    busy& operator=(const busy&) = delete;

private:
    std::promise<void> over_;
};

struct fixture
{
    temporary_folder folder;
    boost::asio::io_context io;
    multipost::sqlite_database database = multipost::sqlite_database::open(folder.path / "test.db").value();
    multipost::connector_registry connectors;
    multipost::outbox outbox = multipost::outbox::open(database, connectors, multipost::master_key::random()).value();
    multipost::publisher publisher{connectors};
    multipost::outbox_worker worker{outbox, publisher};
    webapp::health health{database, worker, 50ms};

    fixture()
    {
        worker.start();
        health.has_started();
    }
    ~fixture() { worker.async_stop(10s, boost::asio::use_future).get(); }

    std::string reason()
    {
        auto coming = boost::asio::co_spawn(io, health.judge(), boost::asio::use_future);
        io.restart();
        while (coming.wait_for(0s) != std::future_status::ready) io.run_one();
        return coming.get().reason;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(health_, fixture)

BOOST_AUTO_TEST_CASE(a_database_that_hangs_is_told_in_time_and_is_well_again_when_it_answers)
{
    {
        const busy hanging(database);
        const auto began = std::chrono::steady_clock::now();
        BOOST_TEST(reason() == "The database does not answer in time.");
        BOOST_TEST((std::chrono::steady_clock::now() - began >= 50ms));
        for (int i = 0; i != 20; ++i) BOOST_TEST(reason() == "The database does not answer in time.");
    }
    io.restart();
    io.run(); // the late answers
    std::string last;
    for (int i = 0; i != 100 && (last = reason()) == "The database does not answer in time."; ++i)
    {}
    BOOST_TEST(last == "");
}

BOOST_AUTO_TEST_SUITE_END()
