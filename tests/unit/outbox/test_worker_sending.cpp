// SPDX-License-Identifier: BSL-1.0
#include "worker_fixture.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;
using boost::test_tools::per_element;

namespace {

using lines = std::vector<std::string>;

std::string body_of(const std::string& request) { return request.substr(request.find("\r\n\r\n") + 4); }

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string rate_limited(int seconds, std::string_view more = {})
{
    return http_answer(429, "slow", "Retry-After: " + std::to_string(seconds) + "\r\n" + std::string(more));
}

} // namespace

BOOST_AUTO_TEST_SUITE(worker_sending)

BOOST_AUTO_TEST_CASE(what_is_due_is_delivered_with_its_proof_and_noted_before_it_leaves)
{
    working w([](const std::string&, int) { return http_answer(200, "42", "Location: https://example.org/42\r\n"); });
    const auto row = w.deliver("plain");
    BOOST_TEST(row.journal == (lines{"begin doubtful", "end delivered"}), per_element());
    BOOST_TEST(row.endings.at(0).proof == proof::id);
    BOOST_TEST(row.endings.at(0).remote_id == "42");
    BOOST_TEST(row.endings.at(0).permalink == "https://example.org/42");
    BOOST_TEST(row.endings.at(0).left == exposure::nothing);
    BOOST_TEST(w.net.requests().size() == 1U);
    BOOST_TEST(holds(w.net.requests()[0], "Idempotency-Key: 1\r\n")); // the delivery's id
}

BOOST_AUTO_TEST_CASE(the_note_is_there_when_the_request_arrives)
{
    std::shared_ptr<memory_store> deliveries;
    lines seen;
    working w([&](const std::string&, int) {
        seen = deliveries->row("1").journal;
        return http_answer(200, "1");
    });
    deliveries = w.deliveries;
    w.deliver("keyed");
    BOOST_TEST(seen == lines{"begin recognised"}, per_element());
}

BOOST_AUTO_TEST_CASE(each_part_of_a_thread_is_noted_and_kept)
{
    working w;
    const auto row = w.deliver("thread", delivery_state::delivered, "one\ntwo");
    // Paragraph lines become one text; what matters is that every request stands between two notes.
    BOOST_TEST(row.journal.front() == "begin doubtful");
    BOOST_TEST(row.journal[1] == "checkpoint parts");
    BOOST_TEST(row.journal.back() == "end delivered");
    BOOST_TEST(w.net.requests().size() * 2 + 1 == row.journal.size());
}

BOOST_AUTO_TEST_CASE(a_preparing_request_is_noted_as_harmless_and_its_new_settings_are_kept)
{
    working w([](const std::string&, int number) { return http_answer(200, number == 0 ? "fresh-token" : "1"); });
    const auto row = w.deliver("rotating");
    BOOST_TEST(row.journal == (lines{"begin nothing", "note doubtful", "end delivered"}), per_element());
    BOOST_TEST(w.deliveries->settings_of("1").value().at("token").reveal() == "fresh-token");
}

BOOST_AUTO_TEST_CASE(deliveries_of_a_channel_go_one_after_the_other_in_their_order)
{
    working w;
    for (const char* id : {"1", "2", "3", "4", "5"}) w.add(id, "plain", id, "one channel");
    w.start();
    w.deliveries->await("5", delivery_state::delivered);
    lines texts;
    for (const auto& request : w.net.requests()) texts.push_back(body_of(request).substr(9, 1));
    BOOST_TEST(texts == (lines{"1", "2", "3", "4", "5"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_slow_channel_holds_up_no_other_and_its_own_next)
{
    gate slow;
    working w([&](const std::string& request, int) {
        if (holds(request, "slow-token")) slow.pass();
        return http_answer(200, "1");
    });
    w.add("1", "plain", "hello", "slow");
    w.add("2", "plain", "hello", "slow");
    w.add("3", "plain", "hello", "quick");
    w.add("4", "plain", "hello", "quick");
    w.start();
    w.deliveries->await("4", delivery_state::delivered);
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::sending);
    BOOST_TEST(w.deliveries->row("2").state == delivery_state::queued);
    slow.open();
    w.deliveries->await("2", delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(no_more_than_the_limit_are_under_way)
{
    std::atomic<int> at_once = 0;
    std::atomic<int> most = 0;
    working w([&](const std::string&, int) {
        const int n = ++at_once;
        for (int seen = most; seen < n && !most.compare_exchange_weak(seen, n);)
        {}
        --at_once;
        return http_answer(200, "1");
    });
    w.options.max_in_flight = 2;
    for (int i = 0; i != 40; ++i) w.add(std::to_string(i), "plain");
    w.start();
    w.deliveries->await([](const auto& rows) {
        return std::all_of(rows.begin(), rows.end(),
                           [](const auto& r) { return r.second.state == delivery_state::delivered; });
    });
    BOOST_TEST(most <= 2);
    BOOST_TEST(w.net.requests().size() == 40U);
}

BOOST_AUTO_TEST_CASE(an_owner_whose_networks_hang_leaves_room_for_another)
{
    working w([](const std::string& request, int) {
        return holds(request, "ann-token") ? std::string("hang") : http_answer(200, "1");
    });
    w.options.max_in_flight = 4;
    w.options.max_in_flight_per_owner = 2;
    for (int i = 0; i != 9; ++i)
        w.deliveries->add("a" + std::to_string(i), std::to_string(i), w.net.channel_of("plain", "ann-token"), "hello",
                          test::now, "ann");
    w.start();
    w.net.await_requests(2);
    w.deliveries->add("b", "b", w.net.channel_of("plain"), "hello", test::now, "bob");
    w.deliveries->await("b", delivery_state::delivered);
    BOOST_TEST(w.net.requests().size() == 3U);
    BOOST_TEST(w.runner->health().in_flight <= 3U);
}

BOOST_AUTO_TEST_CASE(a_network_that_hangs_leaves_room_for_another)
{
    working w;
    const network hanging([](const std::string&, int) { return std::string("hang"); });
    w.publisher_settings.allow = allow_list::parse(w.net.authority() + "," + hanging.authority()).value();
    w.options.max_in_flight = 4;
    w.options.max_in_flight_per_origin = 2;
    for (int i = 0; i != 9; ++i)
        w.deliveries->add(std::to_string(i), std::to_string(i), hanging.channel_of("plain"), "hello", test::now,
                          std::to_string(i));
    w.add("well", "plain");
    w.start();
    w.deliveries->await("well", delivery_state::delivered);
    w.add("later", "plain");
    w.deliveries->await("later", delivery_state::delivered);
    BOOST_TEST(hanging.requests().size() <= 2U);
}

BOOST_AUTO_TEST_CASE(what_is_accepted_later_is_sent_at_once)
{
    working w;
    w.deliver("plain");
    w.add("2", "plain");
    w.deliveries->await("2", delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(many_threads_send_what_many_channels_hold)
{
    network n;
    boost::asio::thread_pool pool(3);
    const auto deliveries = std::make_shared<memory_store>();
    for (int i = 0; i != 120; ++i)
        deliveries->add(std::to_string(i), "channel " + std::to_string(i % 30), n.channel_of("plain"), "hello",
                        test::now);
    turned_clock clock;
    publisher sender(pool.get_executor(), connectors(), options_for(n));
    const auto runner = std::make_shared<worker>(deliveries, sender, outbox_worker_options(), clock.seams());
    runner->start();
    deliveries->await([](const auto& rows) {
        return std::all_of(rows.begin(), rows.end(),
                           [](const auto& r) { return r.second.state == delivery_state::delivered; });
    });
    std::promise<void> stopped;
    runner->stop(60s, [&] { stopped.set_value(); });
    stopped.get_future().wait();
    BOOST_TEST(!runner->health().running);
    BOOST_TEST(n.requests().size() == 120U);
    pool.join();
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(worker_retrying)

BOOST_AUTO_TEST_CASE(what_was_not_applied_is_tried_again)
{
    working w([](const std::string&, int number) { return number < 2 ? http_answer(503) : http_answer(200, "1"); });
    const auto row = w.deliver("plain");
    BOOST_TEST(row.endings.size() == 3U);
    BOOST_TEST(row.endings[0].state == delivery_state::waiting);
    BOOST_TEST(row.delivery.tries == 3U);
}

BOOST_AUTO_TEST_CASE(attempts_end)
{
    working w([](const std::string&, int) { return http_answer(503); });
    w.options.max_attempts = 3;
    const auto row = w.deliver("plain", delivery_state::failed);
    BOOST_TEST(row.endings.back().failure.value().what == "The network refused it. It was given up after 3 tries.");
    BOOST_TEST(w.net.requests().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_rate_limit_is_waited_for_and_costs_no_try)
{
    working w([](const std::string&, int number) { return number == 0 ? rate_limited(120) : http_answer(200, "1"); });
    const auto waiting = w.deliver("plain", delivery_state::waiting);
    BOOST_TEST(((waiting.delivery.due_at - test::now) == 126s));
    BOOST_TEST(waiting.endings[0].rate_limited);
    BOOST_TEST((w.deliveries->rest_of("1").value() == test::now + 120s));
    w.clock.turn(125s);
    w.add("2", "plain"); // has the worker look
    w.deliveries->await("2", delivery_state::delivered);
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::waiting);
    w.clock.turn(1s);
    w.runner->wake();
    w.deliveries->await("1", delivery_state::delivered);
    BOOST_TEST(w.net.requests().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_rest_of_the_whole_network_is_kept_by_all_its_channels)
{
    working w([](const std::string&, int number) {
        return number == 0 ? rate_limited(120, "X-Scope: origin\r\n") : http_answer(200, "1");
    });
    w.deliver("plain", delivery_state::waiting);
    w.add("2", "plain");
    w.deliveries->await([&](const auto& rows) { return rows.size() == 2; });
    while (!w.deliveries->rest_of("2")) w.deliveries->await([](const auto&) { return true; });
    BOOST_TEST((w.deliveries->rest_of("2").value() > test::now + 120s)); // longer by a little
    BOOST_TEST(w.deliveries->row("2").state == delivery_state::queued);
    BOOST_TEST(w.deliveries->row("2").journal.empty());
    BOOST_TEST(w.net.requests().size() == 1U);
    w.clock.turn(140s);
    w.runner->wake();
    w.deliveries->await("1", delivery_state::delivered);
    w.deliveries->await("2", delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_unconfirmed_and_not_tried_again)
{
    working w([](const std::string&, int) { return std::string(); });
    const auto row = w.deliver("plain", delivery_state::unconfirmed);
    BOOST_TEST(row.endings.at(0).left == exposure::doubtful);
    BOOST_TEST(w.net.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_repeated_as_it_was_where_the_network_recognises_it)
{
    working w([](const std::string&, int number) { return number == 0 ? std::string() : http_answer(200, "1"); });
    const auto row = w.deliver("keyed");
    BOOST_TEST(row.endings.at(0).state == delivery_state::waiting);
    BOOST_TEST(row.endings.at(0).left == exposure::recognised);
    const auto requests = w.net.requests();
    BOOST_TEST_REQUIRE(requests.size() == 2U);
    BOOST_TEST(requests[0] == requests[1]);
}

BOOST_AUTO_TEST_CASE(what_an_earlier_process_left_is_gone_on_with)
{
    working w;
    w.add("1", "thread", "one\n\ntwo");
    w.deliveries->change("1", [](memory_row& row) {
        row.delivery.checkpoint = "4"; // past "one" and its line end
        row.delivery.left = exposure::parts;
        row.delivery.interruptions = 1;
    });
    w.start();
    w.deliveries->await("1", delivery_state::delivered);
    for (const auto& request : w.net.requests()) BOOST_TEST(!holds(body_of(request), "one"));
}

BOOST_AUTO_TEST_SUITE_END()
