// SPDX-License-Identifier: BSL-1.0
#include "api/bounded_pool.hpp"
#include "api/problem.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace webapp;

namespace {

struct fixture
{
    boost::asio::io_context io;

    template <class Work, class Done>
    void run(bounded_pool& pool, Work work, Done done)
    {
        pool.async_run(std::move(work), boost::asio::bind_executor(io, std::move(done)));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(bounded_pools, fixture)

BOOST_AUTO_TEST_CASE(work_runs_on_a_thread_of_the_pool_and_completes_on_the_callers_executor)
{
    bounded_pool pool(1, 1);
    std::optional<std::thread::id> worked_on, completed_on;
    run(
        pool, [] { return std::this_thread::get_id(); },
        [&](std::exception_ptr error, std::thread::id id) {
            BOOST_TEST(!error);
            worked_on = id;
            completed_on = std::this_thread::get_id();
        });
    io.run(); // does not return before it has completed
    BOOST_TEST_REQUIRE(worked_on.has_value());
    BOOST_TEST((*worked_on != std::this_thread::get_id()));
    BOOST_TEST((*completed_on == std::this_thread::get_id()));
}

BOOST_AUTO_TEST_CASE(work_leaves_the_processor_to_whoever_else_needs_it)
{
    bounded_pool pool(1, 1);
    const auto niceness = [] { return ::getpriority(PRIO_PROCESS, 0); };
    int there = 0;
    run(pool, niceness, [&](std::exception_ptr, int value) { there = value; });
    io.run();
    BOOST_TEST(there > niceness());
}

BOOST_AUTO_TEST_CASE(what_work_throws_is_told)
{
    bounded_pool pool(1, 1);
    std::string told;
    const auto fails = []() -> int { throw std::runtime_error("no memory"); };
    run(pool, fails, [&](std::exception_ptr error, int) {
        try
        {
            std::rethrow_exception(error);
        }
        catch (const std::runtime_error& e)
        {
            told = e.what();
        }
    });
    io.run();
    BOOST_TEST(told == "no memory");
}

BOOST_AUTO_TEST_CASE(work_above_the_bound_is_refused_and_room_comes_back)
{
    bounded_pool pool(2, 3);
    std::promise<void> go;
    const auto gate = go.get_future().share();
    int completed = 0;
    const auto wait = [gate] {
        gate.wait();
        return 0;
    };
    const auto count = [&](const std::exception_ptr&, int) { ++completed; };
    for (int i = 0; i != 3; ++i) run(pool, wait, count);
    for (int i = 0; i != 10; ++i)
        BOOST_CHECK_EXCEPTION(run(pool, wait, count), problem,
                              [](const problem& p) { return p.status == 503 && p.code == "overloaded"; });
    go.set_value();
    io.run();
    BOOST_TEST(completed == 3);

    io.restart();
    for (int i = 0; i != 3; ++i) run(pool, wait, count);
    io.run();
    BOOST_TEST(completed == 6);
}

BOOST_AUTO_TEST_CASE(a_pool_that_goes_finishes_what_it_took)
{
    std::atomic<int> worked = 0;
    int completed = 0;
    {
        bounded_pool pool(2, 100);
        for (int i = 0; i != 100; ++i)
            run(
                pool, [&] { return ++worked; }, [&](const std::exception_ptr&, int) { ++completed; });
    }
    BOOST_TEST(worked == 100);
    io.run();
    BOOST_TEST(completed == 100);
}

BOOST_AUTO_TEST_CASE(what_work_and_completion_hold_is_released)
{
    const auto held = std::make_shared<int>();
    {
        bounded_pool pool(1, 10);
        for (int i = 0; i != 10; ++i)
            run(
                pool, [held] { return 0; }, [held](const std::exception_ptr&, int) {});
        io.run();
    }
    BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
