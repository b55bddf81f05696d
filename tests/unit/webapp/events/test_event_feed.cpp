// SPDX-License-Identifier: BSL-1.0
#include "events/event_feed.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;
using namespace std::chrono_literals;
using multipost::outbox_change;

namespace {

/// A feed whose time passes when the test says so.
struct told_in_time
{
    std::string take() { return feed.take({time, wall}, id).text; }

    std::string greeted()
    {
        auto text = take();
        time += 1s;
        return text;
    }

    void change_post(const std::string& post) { feed.note({outbox_change::subject::post, "ann", post}); }
    void change_channel(const std::string& channel) { feed.note({outbox_change::subject::channel, "ann", channel}); }

    event_feed feed{"", 2000ms};
    event_feed::time_point time{1h};
    multipost::wall_time wall{1'763'802'000'931ms};
    std::string id = "name.7";
};

const std::string hello = "retry: 2000\n\nevent: hello\nid: name.7\n"
                          "data: {\"server_time\":\"2025-11-22T09:00:00.931Z\"}\n\n";

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_feed, told_in_time)

BOOST_AUTO_TEST_CASE(begins_with_a_greeting)
{
    BOOST_TEST(take() == hello);
    BOOST_TEST(take() == "");
}

BOOST_AUTO_TEST_CASE(says_nothing_more_to_who_has_missed_nothing)
{
    feed = event_feed("name.7", 2000ms);
    BOOST_TEST(take() == hello);
}

BOOST_AUTO_TEST_CASE(has_everybody_else_who_comes_back_read_anew)
{
    for (const auto* const known : {"name.6", "other.7", "7", "\xff"})
    {
        feed = event_feed(known, 2000ms);
        BOOST_TEST(take() == hello + "event: resync\nid: name.7\ndata: {}\n\n");
    }
}

BOOST_AUTO_TEST_CASE(tells_what_changed_at_once_and_each_once)
{
    greeted();
    change_post("b");
    change_channel("c");
    change_post("a");
    change_post("b");
    BOOST_TEST(take() == "event: changed\nid: name.7\ndata: {\"posts\":[\"a\",\"b\"],\"channels\":[\"c\"]}\n\n");
    BOOST_TEST(take() == "");
}

BOOST_AUTO_TEST_CASE(tells_of_changes_at_most_every_tenth_of_a_second)
{
    greeted();
    change_post("a");
    BOOST_TEST(take() != "");
    change_post("b");
    time += 99ms;
    BOOST_TEST(take() == "");
    BOOST_TEST((feed.take({time, wall}, id).look_again == time + 1ms));
    change_post("c");
    time += 1ms;
    BOOST_TEST(take() == "event: changed\nid: name.7\ndata: {\"posts\":[\"b\",\"c\"],\"channels\":[]}\n\n");
}

BOOST_AUTO_TEST_CASE(tells_of_a_hundred_ids_but_of_more_only_that_they_are_more)
{
    greeted();
    for (int i = 0; i != 100; ++i) change_post(std::to_string(i));
    BOOST_TEST(take().starts_with("event: changed\n"));
    time += 100ms;
    for (int i = 0; i != 100; ++i) change_post(std::to_string(i));
    change_channel("one more");
    change_channel("and another");
    BOOST_TEST(take() == "event: resync\nid: name.7\ndata: {}\n\n");
    time += 100ms;
    BOOST_TEST(take() == "");
    change_post("a");
    BOOST_TEST(take().starts_with("event: changed\n"));
}

BOOST_AUTO_TEST_CASE(says_so_when_nobody_knows_what_changed)
{
    greeted();
    change_post("a");
    feed.note_everything();
    BOOST_TEST(take() == "event: resync\nid: name.7\ndata: {}\n\n");
    time += 100ms;
    BOOST_TEST(take() == "");
}

BOOST_AUTO_TEST_CASE(is_never_silent_for_longer_than_20_s)
{
    take();
    time += 19'999ms;
    BOOST_TEST(take() == "");
    BOOST_TEST((feed.take({time, wall}, id).look_again == time + 1ms));
    time += 1ms;
    BOOST_TEST(take() == ":\n\n");
    BOOST_TEST(take() == "");
}

BOOST_AUTO_TEST_CASE(says_why_it_ends_and_nothing_more)
{
    greeted();
    change_post("a");
    feed.end(farewell_reason::session_ended);
    feed.end(farewell_reason::stopping);
    BOOST_TEST(take() == "event: bye\ndata: {\"reason\":\"session_ended\"}\n\n");
    const auto last = feed.take({time, wall}, id);
    BOOST_TEST(last.is_over);
    BOOST_TEST(last.text == "");
}

BOOST_AUTO_TEST_CASE(says_when_to_come_back_to_a_server_that_stops)
{
    greeted();
    feed.end(farewell_reason::stopping);
    BOOST_TEST(take() == "retry: 2000\n\nevent: bye\ndata: {\"reason\":\"stopping\"}\n\n");
}

BOOST_AUTO_TEST_SUITE_END()
