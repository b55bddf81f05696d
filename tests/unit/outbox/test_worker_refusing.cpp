// SPDX-License-Identifier: BSL-1.0
#include "worker_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <mutex>
#include <new>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(worker_refusing)

BOOST_AUTO_TEST_CASE(a_channel_that_is_refused_gets_nothing_more)
{
    working w;
    w.add("1", "unusable", "hello", "broken");
    w.add("2", "unusable", "again", "broken");
    w.start();
    const auto first = w.deliveries->await("1", delivery_state::failed);
    const auto second = w.deliveries->await("2", delivery_state::failed);
    BOOST_TEST(w.deliveries->problem_of("broken").value().code == "bad_channel");
    BOOST_TEST(first.journal == (std::vector<std::string>{"begin nothing", "end failed"}), per_element());
    BOOST_TEST(second.journal == std::vector<std::string>{"end failed"}, per_element());
    BOOST_TEST(second.endings.at(0).failure.value().code == "bad_channel");
    BOOST_TEST(w.net.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_network_that_cannot_be_reached_is_not_asked_again)
{
    working w;
    w.publisher_settings.allow = allow_list();
    w.deliver("plain", delivery_state::failed);
    BOOST_TEST(w.deliveries->problem_of("1").value().kind == failure_class::channel_dead);
    BOOST_TEST(w.net.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_connector_that_is_not_loaded_costs_only_its_delivery)
{
    working w;
    const auto row = w.deliver("absent", delivery_state::failed);
    BOOST_TEST(row.endings.at(0).failure.value().code == "unknown_connector");
    BOOST_TEST(!w.deliveries->problem_of("1").has_value());
    w.add("2", "plain");
    w.deliveries->await("2", delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(a_message_that_does_not_fit_fails_unsent)
{
    working w;
    const auto row = w.deliver("plain", delivery_state::failed, "much longer than twenty characters");
    BOOST_TEST(row.endings.at(0).failure.value().code == "text_too_long");
    BOOST_TEST(w.net.requests().empty());
}

BOOST_AUTO_TEST_CASE(what_brought_the_process_down_too_often_is_not_sent)
{
    working w;
    w.add("1", "plain");
    w.deliveries->change("1", [](memory_row& row) { row.delivery.interruptions = 3; });
    w.start();
    const auto row = w.deliveries->await("1", delivery_state::failed);
    BOOST_TEST(row.endings.at(0).failure.value().code == interrupted_repeatedly_code);
    BOOST_TEST(w.net.requests().empty());
}

BOOST_AUTO_TEST_CASE(what_is_cancelled_after_it_was_claimed_is_not_sent)
{
    working w;
    w.add("1", "plain");
    w.deliveries->cancel_at_begin("1");
    w.start();
    const auto row = w.deliveries->await("1", delivery_state::cancelled);
    w.stop();
    BOOST_TEST(row.endings.empty());
    BOOST_TEST(w.net.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_connector_that_throws_costs_only_its_delivery_and_tells_no_secret)
{
    working w;
    std::mutex mutex;
    std::string log;
    w.options.log = [&](const log_record& r) {
        const std::lock_guard lock(mutex);
        log += r.text;
        for (const auto& [name, value] : r.fields) ((((log += ' ') += name) += '=') += value);
        log += '\n';
    };
    for (const char* text : {"throw at once", "throw", "hello"}) w.add(text, "leaky", text);
    w.add("good", "plain");
    w.start();
    const auto at_once = w.deliveries->await("throw at once", delivery_state::failed);
    const auto after = w.deliveries->await("throw", delivery_state::unconfirmed);
    const auto told = w.deliveries->await("hello", delivery_state::delivered);
    w.deliveries->await("good", delivery_state::delivered);
    w.stop();
    BOOST_TEST(at_once.endings.at(0).failure.value().code == "plugin_misbehaved");
    BOOST_TEST(at_once.endings.at(0).failure.value().what.find("-token") == std::string::npos);
    BOOST_TEST(after.endings.at(0).failure.value().what.find("-token") == std::string::npos);
    BOOST_TEST(told.endings.at(0).permalink.ends_with("/***"));
    BOOST_TEST(log.find("-token") == std::string::npos);
    BOOST_TEST(log.find("code=plugin_misbehaved") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(worker_and_a_failing_store)

BOOST_AUTO_TEST_CASE(nothing_is_sent_that_cannot_be_noted)
{
    working w;
    w.deliveries->fail_writes(true);
    w.add("1", "plain");
    w.start();
    w.deliveries->await_failures(2);
    BOOST_TEST(w.net.requests().empty());
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::queued);
    w.deliveries->fail_writes(false);
    const auto row = w.deliveries->await("1", delivery_state::delivered);
    BOOST_TEST(row.delivery.tries == 1U);
}

BOOST_AUTO_TEST_CASE(an_outcome_is_kept_until_it_can_be_recorded)
{
    std::shared_ptr<memory_store> deliveries;
    working w([&](const std::string&, int) {
        deliveries->fail_writes(true);
        return http_answer(200, "42");
    });
    deliveries = w.deliveries;
    w.add("1", "plain");
    w.start();
    w.deliveries->await_failures(2);
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::sending);
    w.deliveries->fail_writes(false);
    const auto row = w.deliveries->await("1", delivery_state::delivered);
    BOOST_TEST(row.endings.at(0).remote_id == "42");
    BOOST_TEST(w.net.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_part_that_is_published_is_kept_before_the_next_goes)
{
    std::shared_ptr<memory_store> deliveries;
    working w([&](const std::string&, int number) {
        if (number == 0) deliveries->fail_writes(true);
        return http_answer(200, "1");
    });
    deliveries = w.deliveries;
    w.add("1", "thread", "one\n\ntwo");
    w.start();
    w.deliveries->await_failures(2);
    BOOST_TEST(w.net.requests().size() == 1U);
    w.deliveries->fail_writes(false);
    w.deliveries->await("1", delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(what_throws_when_an_attempt_is_over_leaves_nothing_under_way)
{
    std::atomic<int> drawn = 0;
    working w([](const std::string&, int) { return http_answer(200, "42"); });
    w.chance = [&] {
        if (drawn++ == 0) throw std::bad_alloc();
        return 0.5;
    };
    const auto row = w.deliver("plain");
    BOOST_TEST(row.endings.at(0).remote_id == "42");
    BOOST_TEST(row.delivery.tries == 1U);
    BOOST_TEST(w.net.requests().size() == 1U);
    w.add("2", "plain");
    w.deliveries->await("2", delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(a_log_that_fails_leaves_nothing_under_way)
{
    std::atomic<int> drawn = 0;
    working w([](const std::string&, int) { return http_answer(200, "42"); });
    w.options.log = [](const log_record&) { throw std::bad_alloc(); };
    w.chance = [&] {
        if (drawn++ == 0) throw std::bad_alloc();
        return 0.5;
    };
    BOOST_TEST(w.deliver("plain").endings.at(0).remote_id == "42");
    BOOST_TEST(w.net.requests().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
