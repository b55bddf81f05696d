// SPDX-License-Identifier: BSL-1.0
#include "http/connection_table.hpp"

#include <boost/test/unit_test.hpp>

#include <iterator>
#include <list>
#include <string>

using namespace webapp;

namespace {

class guest final : public table_member
{
public:
    guest(connection_table& table, const std::string& client, bool is_counted = true)
        : table_member(boost::asio::ip::make_address(client), is_counted),
          table_(table)
    {}
    ~guest() override { table_.remove(*this); }

    void drop() override
    {
        is_dropped = true;
        table_.remove(*this);
    }

    bool is_dropped = false;

private:
    connection_table& table_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_connections)

BOOST_AUTO_TEST_CASE(make_room_by_dropping_who_has_waited_longest)
{
    connection_table table(2, 10);
    guest a(table, "192.0.2.1");
    guest b(table, "192.0.2.2");
    guest c(table, "192.0.2.3");
    BOOST_TEST(table.admit(a));
    BOOST_TEST(table.admit(b));
    table.work(a);
    table.wait(a); // has been answered: b waits longer now
    BOOST_TEST(table.admit(c));
    BOOST_TEST(!a.is_dropped);
    BOOST_TEST(b.is_dropped);
    BOOST_TEST(table.size() == 2U);
}

BOOST_AUTO_TEST_CASE(let_nobody_in_while_all_are_at_work)
{
    connection_table table(2, 10);
    guest a(table, "192.0.2.1");
    guest b(table, "192.0.2.2");
    guest c(table, "192.0.2.3");
    BOOST_TEST(table.admit(a));
    BOOST_TEST(table.admit(b));
    table.work(a);
    table.work(b);
    BOOST_TEST(!table.admit(c));
    BOOST_TEST(!table.drop_longest_waiting());
    table.wait(b);
    BOOST_TEST(table.admit(c));
    BOOST_TEST(b.is_dropped);
}

BOOST_AUTO_TEST_CASE(of_one_client_are_bounded_without_harm_to_others)
{
    connection_table table(10, 2);
    guest other(table, "192.0.2.1");
    guest a(table, "192.0.2.2");
    guest b(table, "192.0.2.2");
    guest c(table, "192.0.2.2");
    BOOST_TEST(table.admit(other));
    BOOST_TEST(table.admit(a));
    BOOST_TEST(table.admit(b));
    BOOST_TEST(table.admit(c));
    BOOST_TEST(!other.is_dropped);
    BOOST_TEST(a.is_dropped);
    table.work(b);
    table.work(c);
    guest d(table, "192.0.2.2");
    BOOST_TEST(!table.admit(d));
    BOOST_TEST(!other.is_dropped);
}

BOOST_AUTO_TEST_CASE(of_one_ipv6_network_are_one_client_s)
{
    connection_table table(10, 1);
    guest a(table, "2001:db8::1");
    guest b(table, "2001:db8::ffff:1");
    guest c(table, "2001:db8:0:1::1");
    BOOST_TEST(table.admit(a));
    BOOST_TEST(table.admit(b));
    BOOST_TEST(a.is_dropped);
    BOOST_TEST(table.admit(c));
    BOOST_TEST(!b.is_dropped);
}

BOOST_AUTO_TEST_CASE(of_a_proxy_are_not_one_client_s)
{
    connection_table table(10, 1);
    guest a(table, "192.0.2.1", false);
    guest b(table, "192.0.2.1", false);
    guest c(table, "192.0.2.1");
    BOOST_TEST(table.admit(a));
    BOOST_TEST(table.admit(b));
    BOOST_TEST(table.admit(c));
    BOOST_TEST(!a.is_dropped);
    BOOST_TEST(!b.is_dropped);
}

BOOST_AUTO_TEST_CASE(that_stream_make_no_room_for_a_newcomer)
{
    connection_table table(2, 10);
    guest a(table, "192.0.2.1");
    guest b(table, "192.0.2.2");
    guest c(table, "192.0.2.3");
    guest d(table, "192.0.2.4");
    BOOST_TEST(table.admit(a));
    table.stream(a);
    BOOST_TEST(table.admit(b));
    BOOST_TEST(table.admit(c));
    BOOST_TEST(!a.is_dropped);
    BOOST_TEST(b.is_dropped);
    table.work(c);
    BOOST_TEST(!table.admit(d));
    BOOST_TEST(!a.is_dropped);
}

BOOST_AUTO_TEST_CASE(that_stream_take_three_quarters_and_the_oldest_makes_room_for_the_next)
{
    connection_table table(8, 100);
    std::list<guest> streams;
    for (int i = 0; i != 7; ++i)
    {
        streams.emplace_back(table, "192.0.2." + std::to_string(i));
        BOOST_TEST(table.admit(streams.back()));
        table.stream(streams.back());
        table.stream(streams.back()); // once is enough
        BOOST_TEST(streams.front().is_dropped == (i == 6));
    }
    BOOST_TEST(table.size() == 6U);
    streams.back().drop();
    guest next(table, "192.0.2.9");
    BOOST_TEST(table.admit(next));
    table.stream(next);
    BOOST_TEST(!std::next(streams.begin())->is_dropped);
}

BOOST_AUTO_TEST_CASE(that_stream_take_three_quarters_of_what_their_client_may_have)
{
    connection_table table(100, 4);
    guest other(table, "192.0.2.1");
    guest proxy(table, "192.0.2.2", false);
    std::list<guest> streams;
    for (auto* const member : {&other, &proxy})
    {
        BOOST_TEST(table.admit(*member));
        table.stream(*member);
    }
    for (int i = 0; i != 4; ++i)
    {
        streams.emplace_back(table, "192.0.2.2");
        BOOST_TEST(table.admit(streams.back()));
        table.stream(streams.back());
        BOOST_TEST(streams.front().is_dropped == (i == 3));
    }
    BOOST_TEST(!other.is_dropped);
    BOOST_TEST(!proxy.is_dropped);
}

BOOST_AUTO_TEST_CASE(of_which_there_may_be_one_may_be_a_stream)
{
    connection_table table(1, 1);
    guest a(table, "192.0.2.1");
    BOOST_TEST(table.admit(a));
    table.stream(a);
    BOOST_TEST(!a.is_dropped);
}

BOOST_AUTO_TEST_CASE(are_counted_down_when_they_end)
{
    int emptied = 0;
    connection_table table(10, 1, [&] { ++emptied; });
    guest last(table, "192.0.2.1");
    for (int i = 0; i < 3; ++i)
    {
        guest a(table, "192.0.2.2");
        BOOST_TEST(table.admit(a));
        BOOST_TEST(table.size() == 1U);
    }
    BOOST_TEST(emptied == 3);
    BOOST_TEST(table.admit(last));
    last.drop();
    last.drop();
    BOOST_TEST(emptied == 4);
    BOOST_TEST(table.size() == 0U);
    table.wait(last); // too late
    BOOST_TEST(!table.drop_longest_waiting());
}

BOOST_AUTO_TEST_SUITE_END()
