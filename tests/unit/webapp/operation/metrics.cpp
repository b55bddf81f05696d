// SPDX-License-Identifier: BSL-1.0
#include "operation/metrics.hpp"

#include "operation/access_log.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

using multipost::delivery_state;
using multipost::log_level;
using namespace std::chrono_literals;
using namespace webapp;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct silent_security_log : security_log
{
    void note(std::string_view event, const fields&) override { events.emplace_back(event); }

    std::vector<std::string> events;
};

struct fixture
{
    webapp::metrics counts{{}};
    silent_security_log security;
    access_log requests{log(STDERR_FILENO, log_form::json, std::nullopt), security, counts};

    void answer(unsigned status, const std::string& route = "/api/v1/posts/{id}")
    {
        request r;
        r.method = "GET";
        r.path = "/api/v1/posts/secret";
        r.id = "1";
        const access_log::under_way measured(requests, r);
        response told;
        told.status = status;
        requests.answered(r, route, std::nullopt, told);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(counting, fixture)

BOOST_AUTO_TEST_CASE(a_request_is_counted_by_its_route_and_never_by_its_path)
{
    answer(200);
    answer(200);
    answer(404);
    const auto text = counts.text();
    BOOST_TEST(
        contains(text, R"(multipost_http_requests_total{method="GET",route="/api/v1/posts/{id}",status="200"} 2)"),
        text);
    BOOST_TEST(contains(text, R"(multipost_http_request_duration_seconds_count{route="/api/v1/posts/{id}"} 3)"), text);
    BOOST_TEST(!contains(text, "secret"));
}

BOOST_AUTO_TEST_CASE(methods_that_a_client_makes_up_are_one)
{
    for (const auto* method : {"BREW", "WHEN", "PROPFIND"}) counts.note_request(method, "", 405, 1ms);
    BOOST_TEST(contains(counts.text(), R"(multipost_http_requests_total{method="other",route="",status="405"} 3)"));
}

BOOST_AUTO_TEST_CASE(who_is_turned_away_is_in_the_security_log)
{
    for (const unsigned status : {200U, 401U, 403U, 404U, 429U, 500U}) answer(status);
    const std::vector<std::string> wanted{"access_denied", "rate_limited"};
    BOOST_TEST(security.events == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(attempts_are_counted_from_what_the_worker_logs)
{
    const auto ended = [this](std::string_view connector, std::string_view state, std::string_view kind) {
        counts.note_attempt({log_level::info,
                             "attempt ended",
                             {{"connector", connector}, {"state", state}, {"class", kind}, {"elapsed_ms", "1500"}}});
    };
    ended("slack", "delivered", "");
    ended("slack", "waiting", "rate_limited");
    ended("slack", "failed", "auth");
    ended("discord", "unconfirmed", "unconfirmed");
    counts.note_attempt({log_level::warning, "something else", {{"delivery", "1"}}});
    const auto text = counts.text();
    for (const auto* line : {
             R"(multipost_deliveries_total{connector="slack",result="delivered"} 1)",
             R"(multipost_deliveries_total{connector="slack",result="failed"} 1)",
             R"(multipost_deliveries_total{connector="discord",result="unconfirmed"} 1)",
             R"(multipost_retries_total{connector="slack",reason="rate_limited"} 1)",
             R"(multipost_rate_limited_total{connector="slack"} 1)",
             R"(multipost_channel_auth_failures_total{connector="slack"} 1)",
             R"(multipost_delivery_duration_seconds_count{connector="slack"} 3)",
             R"(multipost_delivery_duration_seconds_sum{connector="slack"} 4.5)",
         })
        BOOST_TEST(contains(text, line), line << " is not in " << text);
    BOOST_TEST(!contains(text, R"(result="waiting")"));
}

BOOST_AUTO_TEST_CASE(the_outbox_is_shown_as_it_is)
{
    multipost::outbox_counts in;
    in.deliveries[delivery_state::queued] = 3;
    in.oldest_due = multipost::wall_time(10s);
    counts.set_outbox(in, multipost::wall_time(12s));
    BOOST_TEST(contains(counts.text(), R"(multipost_outbox_messages{state="queued"} 3)"));
    BOOST_TEST(contains(counts.text(), R"(multipost_outbox_messages{state="sending"} 0)"));
    BOOST_TEST(contains(counts.text(), "multipost_outbox_oldest_due_seconds 2\n"));

    in.deliveries.clear();
    in.oldest_due.reset();
    counts.set_outbox(in, multipost::wall_time(13s));
    BOOST_TEST(contains(counts.text(), R"(multipost_outbox_messages{state="queued"} 0)"));
    BOOST_TEST(contains(counts.text(), "multipost_outbox_oldest_due_seconds 0\n"));
}

BOOST_AUTO_TEST_SUITE_END()
