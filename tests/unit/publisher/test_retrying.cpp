// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

namespace {

std::string rate_limited(int seconds, std::string_view more = {})
{
    return http_answer(429, "slow", "Retry-After: " + std::to_string(seconds) + "\r\n" + std::string(more));
}

} // namespace

BOOST_AUTO_TEST_SUITE(retrying)

BOOST_AUTO_TEST_CASE(a_rate_limit_that_ends_in_time_is_waited_for)
{
    network n([](const std::string&, int number) { return number < 1 ? rate_limited(0) : http_answer(200, "1"); });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::delivered);
    BOOST_TEST(results[0].attempts == 2U);
}

BOOST_AUTO_TEST_CASE(a_rate_limit_that_does_not_end_in_time_is_told_with_the_wait)
{
    network n([](const std::string&, int) { return rate_limited(120); });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::failed);
    BOOST_TEST(results[0].failure.value().kind == failure_class::rate_limited);
    BOOST_TEST(results[0].failure.value().retry_after.value().count() == 120'000);
    BOOST_TEST(results[0].failure.value().advice == "Try again in 2 minutes.");
    BOOST_TEST(results[0].attempts == 1U);
}

BOOST_AUTO_TEST_CASE(a_channel_that_must_rest_is_left_alone_and_others_are_not)
{
    network n([](const std::string& request, int) {
        return request.find("tired") != std::string::npos ? rate_limited(120) : http_answer(200, "1");
    });
    publisher p(connectors(), options_for(n));
    BOOST_TEST(p.publish(text("hello"), {n.channel_of("plain", "tired")})[0].state == delivery_state::failed);
    BOOST_TEST(n.requests().size() == 1U);

    const auto results = p.publish(text("hello"), {n.channel_of("plain", "tired"), n.channel_of("plain", "awake")});
    BOOST_TEST(results[0].state == delivery_state::failed);
    BOOST_TEST(results[0].failure.value().kind == failure_class::rate_limited);
    BOOST_TEST(results[0].failure.value().retry_after.value().count() > 100'000);
    BOOST_TEST(results[0].attempts == 0U);
    BOOST_TEST(results[1].state == delivery_state::delivered);
    BOOST_TEST(n.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_rest_for_the_whole_network_holds_for_all_its_channels)
{
    network n([](const std::string&, int) { return rate_limited(120, "X-Scope: origin\r\n"); });
    network other;
    auto options = options_for(n);
    options.allow.merge(allow_list::parse(other.authority()).value());
    publisher p(connectors(), options);
    const auto first = p.publish(text("hello"), {n.channel_of("plain", "one")});
    const auto then = p.publish(text("hello"), {n.channel_of("plain", "two"), other.channel_of("plain", "two")});
    BOOST_TEST(then[0].attempts == 0U);
    BOOST_TEST(then[0].failure.value().kind == failure_class::rate_limited);
    BOOST_TEST(then[1].state == delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(a_pause_asked_for_with_success_holds_for_the_next_message)
{
    network n([](const std::string&, int) { return http_answer(200, "1", "Retry-After: 120\r\n"); });
    publisher p(connectors(), options_for(n));
    BOOST_TEST(p.publish(text("hello"), {n.channel_of("plain")})[0].state == delivery_state::delivered);
    BOOST_TEST(p.publish(text("hello"), {n.channel_of("plain")})[0].failure.value().kind ==
               failure_class::rate_limited);
    BOOST_TEST(n.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(attempts_are_limited)
{
    network n([](const std::string&, int) { return http_answer(503); });
    auto options = options_for(n);
    options.max_attempts = 2;
    publisher p(connectors(), options);
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::failed);
    BOOST_TEST(results[0].attempts == 2U);
    BOOST_TEST(n.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_rate_limit_uses_up_no_attempt)
{
    network n([](const std::string&, int number) { return number == 0 ? rate_limited(0) : http_answer(200, "1"); });
    auto options = options_for(n);
    options.max_attempts = 1;
    publisher p(connectors(), options);
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::delivered);
    BOOST_TEST(results[0].attempts == 2U);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_not_tried_again)
{
    network n([](const std::string&, int) { return std::string(); });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::unconfirmed);
    BOOST_TEST(n.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_tried_again_where_the_network_recognises_it)
{
    network n([](const std::string&, int number) { return number == 0 ? std::string() : http_answer(200, "1"); });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("hello"), {n.channel_of("keyed")});
    BOOST_TEST(results[0].state == delivery_state::delivered);
    BOOST_TEST(results[0].attempts == 2U);
    const auto requests = n.requests();
    BOOST_TEST_REQUIRE(requests.size() == 2U);
    BOOST_TEST(requests[0] == requests[1]); // the key too
}

BOOST_AUTO_TEST_CASE(a_lost_answer_stays_unconfirmed_whatever_the_tries_after_it_bring)
{
    network n([](const std::string&, int number) { return number == 0 ? std::string() : rate_limited(120); });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("hello"), {n.channel_of("keyed")});
    BOOST_TEST(results[0].state == delivery_state::unconfirmed);
    BOOST_TEST(results[0].failure.value().kind == failure_class::unconfirmed);
    BOOST_TEST(results[0].failure.value().what == "The network refused it. It may be published already.");
}

BOOST_AUTO_TEST_CASE(a_thread_goes_on_where_it_stopped)
{
    network n([](const std::string&, int number) {
        return number == 1 ? http_answer(503, "", "Retry-After: 0\r\n") : http_answer(200, std::to_string(number));
    });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("one\ntwo\nthree"), {n.channel_of("thread")});
    BOOST_TEST(results[0].state == delivery_state::delivered);
    BOOST_TEST(results[0].attempts == 2U);
    std::vector<std::string> posts;
    for (const auto& r : n.requests()) posts.push_back(r.substr(r.find("\r\n\r\n") + 4));
    const std::vector<std::string> expected = {R"({"text":"one"})", R"({"text":"two"})", R"({"text":"two"})",
                                               R"({"text":"three"})"};
    BOOST_TEST(posts == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_thread_that_stops_half_way_is_not_called_unpublished)
{
    network n(
        [](const std::string&, int number) { return number == 0 ? http_answer(200, "1") : http_answer(400, "no"); });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("one\ntwo"), {n.channel_of("thread")});
    BOOST_TEST(results[0].state == delivery_state::unconfirmed);
    BOOST_TEST(results[0].failure.value().what == "The network refused it. Parts of it are published already.");
}

BOOST_AUTO_TEST_CASE(changed_settings_hold_for_the_next_attempt_and_are_told)
{
    network n([](const std::string&, int number) {
        const char* const tokens[] = {"second-token", "", "third-token", ""};
        if (number == 1) return http_answer(503, "", "Retry-After: 0\r\n");
        return http_answer(200, number < 4 && *tokens[number] != 0 ? tokens[number] : "1");
    });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("hello"), {n.channel_of("rotating")});
    BOOST_TEST(results[0].state == delivery_state::delivered);
    BOOST_TEST_REQUIRE(results[0].changed_settings.size() == 1U);
    BOOST_TEST(results[0].changed_settings.at("token").reveal() == "third-token");
    const auto requests = n.requests();
    BOOST_TEST_REQUIRE(requests.size() == 4U);
    BOOST_TEST(requests[0].find(R"("secret-token")") != std::string::npos);
    BOOST_TEST(requests[1].find("Bearer second-token") != std::string::npos);
    BOOST_TEST(requests[2].find(R"("second-token")") != std::string::npos);
    BOOST_TEST(requests[3].find("Bearer third-token") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wait_beyond_the_time_limit_ends_the_delivery)
{
    network n;
    publisher p(connectors(), options_for(n));
    auto m = text("hello");
    m.title = "wait ten minutes";
    const auto results = p.publish(m, {n.channel_of("rotating")});
    BOOST_TEST(results[0].state == delivery_state::failed);
    BOOST_TEST(results[0].failure.value().code == "time_limit");
    BOOST_TEST(results[0].changed_settings.size() == 1U); // the token it began with may be void
    BOOST_TEST(n.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_network_that_does_not_answer_is_left_at_the_time_limit)
{
    network n([](const std::string&, int) { return std::string("hang"); });
    auto options = options_for(n);
    options.time_limit = 100ms;
    publisher p(connectors(), options);
    const auto results = p.publish(text("hello"), {n.channel_of("plain"), n.channel_of("keyed")});
    for (const auto& r : results)
    {
        BOOST_TEST(r.state == delivery_state::unconfirmed);
        BOOST_TEST(r.failure.value().code == "timeout");
        BOOST_TEST(r.attempts == 1U);
    }
}

BOOST_AUTO_TEST_CASE(no_time_at_all_sends_nothing)
{
    network n;
    auto options = options_for(n);
    options.time_limit = 0ms;
    publisher p(connectors(), options);
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::failed);
    BOOST_TEST(results[0].failure.value().code == "time_limit");
    BOOST_TEST(n.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_destination_the_policy_refuses_is_told_and_not_tried_again)
{
    network n;
    publisher p(connectors(), publisher_options());
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::failed);
    BOOST_TEST(results[0].failure.value().kind == failure_class::channel_dead);
    BOOST_TEST(results[0].attempts == 1U);
    BOOST_TEST(n.requests().empty());
}

BOOST_AUTO_TEST_SUITE_END()
