// SPDX-License-Identifier: BSL-1.0
#include "sandbox/ledger_events.hpp"

#include "client.hpp"
#include "sandbox/server.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace {

sandbox::published_message message(const std::string& text)
{
    sandbox::published_message m;
    m.network = "slack";
    m.id = m.text = text;
    return m;
}

bool holds(const std::string& events, std::string_view part) { return events.find(part) != std::string::npos; }

std::string id_in(const std::string& events)
{
    const auto start = events.rfind("id: ") + 4;
    return events.substr(start, events.find('\n', start) - start);
}

struct fixture
{
    sandbox::ledger ledger;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_events, fixture)

BOOST_AUTO_TEST_CASE(a_new_stream_begins_from_scratch_with_what_is_there)
{
    ledger.publish(message("one"));
    sandbox::ledger_events events{ledger, ""};
    const auto first = events.next();
    BOOST_TEST(first.starts_with("event: reset\n"));
    BOOST_TEST(holds(first, "event: message\ndata: {"));
    BOOST_TEST(holds(first, "\"one\""));
    BOOST_TEST(first.ends_with("event: ready\ndata: {}\n\n"));
    BOOST_TEST(events.next() == "");
}

BOOST_AUTO_TEST_CASE(a_stream_goes_on_where_the_last_one_ended)
{
    ledger.publish(message("one"));
    const auto id = id_in(sandbox::ledger_events{ledger, ""}.next());
    BOOST_TEST(sandbox::ledger_events(ledger, id).next() == "");
    ledger.publish(message("two"));
    const auto news = sandbox::ledger_events{ledger, id}.next();
    BOOST_TEST(!holds(news, "reset"));
    BOOST_TEST(!holds(news, "\"one\""));
    BOOST_TEST(holds(news, "\"two\""));
}

BOOST_AUTO_TEST_CASE(the_id_of_another_run_begins_from_scratch)
{
    for (const auto* id : {"1-1", "x", "-1"})
        BOOST_TEST(sandbox::ledger_events(ledger, id).next().starts_with("event: reset\n"), id);
}

BOOST_AUTO_TEST_CASE(a_line_end_in_a_message_does_not_end_its_event)
{
    ledger.publish(message("a\nevent: forged\r\n\r\nb"));
    BOOST_TEST(!holds(sandbox::ledger_events(ledger, "").next(), "\nevent: forged"));
}

BOOST_AUTO_TEST_CASE(a_page_hears_of_a_message_as_it_is_published)
{
    sandbox::server server;
    sandbox_test::connection page{server.port()};
    page.send(sandbox_test::bare("GET", "/events"));
    BOOST_TEST(holds(page.until("event: ready\ndata: {}\n\n"), "Content-Type: text/event-stream"));
    server.published().publish(message("news"));
    BOOST_TEST(holds(page.until("event: ready\ndata: {}\n\n"), "\"news\""));
    server.published().clear();
    BOOST_TEST(page.until("event: ready\ndata: {}\n\n").starts_with("event: reset\n"));
}

BOOST_AUTO_TEST_CASE(a_stream_with_nothing_to_say_shows_that_it_is_alive)
{
    sandbox::server_options options;
    options.limits.heartbeat = 10ms;
    const sandbox::server server{options};
    sandbox_test::connection page{server.port()};
    page.send(sandbox_test::bare("GET", "/events"));
    BOOST_TEST(holds(page.until("\n\n:\n\n"), "event: ready"));
}

BOOST_AUTO_TEST_SUITE_END()
