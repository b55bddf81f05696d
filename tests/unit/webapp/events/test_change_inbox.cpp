// SPDX-License-Identifier: BSL-1.0
#include "events/change_inbox.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

using namespace webapp;
using multipost::outbox_change;

namespace {

struct read_inbox
{
    read_inbox()
    {
        inbox->read_by([this](std::span<const outbox_change> changes) { reads.push_back(changes.size()); });
    }

    void put(std::size_t count)
    {
        const std::vector<outbox_change> changes(count);
        std::thread([&] { inbox->put(changes); }).join();
    }

    void run()
    {
        io.restart();
        io.run();
    }

    boost::asio::io_context io;
    std::shared_ptr<change_inbox> inbox = std::make_shared<change_inbox>(io.get_executor());
    std::vector<std::size_t> reads;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_inbox, read_inbox)

BOOST_AUTO_TEST_CASE(hands_on_at_once_what_came_meanwhile)
{
    put(1);
    put(2);
    run();
    put(4);
    run();
    BOOST_TEST(reads == (std::vector<std::size_t>{3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(keeps_only_that_there_was_more_than_it_keeps)
{
    put(9'999);
    put(2);
    put(1);
    run();
    put(1);
    run();
    BOOST_TEST(reads == (std::vector<std::size_t>{0, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(is_closed_for_good)
{
    put(1);
    inbox->close();
    put(1);
    run();
    BOOST_TEST(reads.empty());
}

BOOST_AUTO_TEST_SUITE_END()
