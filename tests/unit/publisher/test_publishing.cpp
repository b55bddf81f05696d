// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace multipost;
using namespace multipost::test;

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(publishing)

BOOST_AUTO_TEST_CASE(a_message_is_delivered_and_the_network_names_it)
{
    network n([](const std::string&, int) { return http_answer(200, "42", "Location: https://n.example/42\r\n"); });
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST_REQUIRE(results.size() == 1U);
    const auto& r = results.front();
    BOOST_TEST(r.state == delivery_state::delivered);
    BOOST_TEST(r.proof == proof::id);
    BOOST_TEST(r.remote_id == "42");
    BOOST_TEST(r.permalink == "https://n.example/42");
    BOOST_TEST(r.connector == "plain");
    BOOST_TEST(r.channel == "plain here");
    BOOST_TEST(r.attempts == 1U);
    BOOST_TEST(!r.failure.has_value());
    BOOST_TEST(r.delivery_id.size() == 36U);
    BOOST_TEST_REQUIRE(n.requests().size() == 1U);
    BOOST_TEST(holds(n.requests()[0], "Idempotency-Key: " + r.delivery_id));
    BOOST_TEST(holds(n.requests()[0], R"({"text":"hello","token":"secret-token"})"));
}

BOOST_AUTO_TEST_CASE(each_channel_has_its_result_in_order)
{
    network n([](const std::string& request, int) {
        const auto token = request.find("token-");
        const auto number = std::stoi(request.substr(token + 6));
        if (number % 3 == 1) return http_answer(400, "no");
        if (number % 3 == 2) return std::string();
        return http_answer(200, std::to_string(number));
    });
    publisher p(connectors(), options_for(n));
    std::vector<channel> channels;
    for (int i = 0; i != 30; ++i) channels.push_back(n.channel_of("plain", "token-" + std::to_string(i)));
    channels.push_back(n.channel_of("nobody"));
    const auto results = p.publish(text("hello"), channels);
    BOOST_TEST_REQUIRE(results.size() == 31U);
    std::set<std::string> ids;
    for (std::size_t i = 0; i != 30; ++i) BOOST_TEST_CONTEXT(i)
        {
            const auto& r = results[i];
            ids.insert(r.delivery_id);
            switch (i % 3)
            {
            case 0:
                BOOST_TEST(r.state == delivery_state::delivered);
                BOOST_TEST(r.remote_id == std::to_string(i));
                break;
            case 1:
                BOOST_TEST(r.state == delivery_state::failed);
                BOOST_TEST(r.failure.value().kind == failure_class::message_rejected);
                BOOST_TEST(r.failure.value().remote_words == "no");
                break;
            default:
                BOOST_TEST(r.state == delivery_state::unconfirmed);
                BOOST_TEST(r.failure.value().kind == failure_class::unconfirmed);
            }
        }
    BOOST_TEST(ids.size() == 30U);
    BOOST_TEST(results[30].state == delivery_state::failed);
    BOOST_TEST(results[30].failure.value().code == "unknown_connector");
    BOOST_TEST(n.requests().size() == 30U); // nothing twice
}

BOOST_AUTO_TEST_CASE(no_channel_gives_no_result)
{
    network n;
    publisher p(connectors(), options_for(n));
    BOOST_TEST(p.publish(text("hello"), {}).empty());
}

BOOST_AUTO_TEST_CASE(messages_one_after_another_use_one_connection)
{
    network n;
    publisher p(connectors(), options_for(n));
    for (int i = 0; i != 20; ++i)
        BOOST_TEST(p.publish(text("hello"), {n.channel_of("plain")})[0].state == delivery_state::delivered);
    BOOST_TEST(n.connections() == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_refused_before_anything_is)
{
    network n;
    publisher p(connectors(), options_for(n));
    auto with_picture = text("hello");
    with_picture.attachments.push_back({"a", "image/png", "", std::make_shared<const std::string>("12345")});
    message broken;
    broken.text.text = "\xFF";
    const std::pair<message, const char*> table[] = {
        {text("a text of 21 letters."), "text_too_long"},
        {text(" \n "), "message_empty"},
        {with_picture, "attachment_too_large"},
        {broken, "bad_message"},
    };
    for (const auto& [m, code] : table)
    {
        const auto results = p.publish(m, {n.channel_of("plain")});
        BOOST_TEST(results[0].state == delivery_state::failed);
        BOOST_TEST(results[0].failure.value().code == code);
        BOOST_TEST(results[0].failure.value().kind == failure_class::message_rejected);
        BOOST_TEST(results[0].attempts == 0U);
    }
    const auto results = p.publish(text("hello"), {n.channel_of("unusable")});
    BOOST_TEST(results[0].failure.value().code == "bad_channel");
    BOOST_TEST(results[0].failure.value().kind == failure_class::channel_dead);
    BOOST_TEST(n.requests().empty());
}

BOOST_AUTO_TEST_CASE(what_was_changed_to_fit_is_told)
{
    network n;
    publisher p(connectors(), options_for(n));
    const auto results = p.publish(message::from_markdown("# **Hello** *you*").value(), {n.channel_of("plain")});
    BOOST_TEST(results[0].state == delivery_state::delivered);
    BOOST_TEST(results[0].notices.size() == 2U); // the heading and the italics
}

BOOST_AUTO_TEST_CASE(an_attachment_is_sent_by_the_host)
{
    network n;
    publisher p(connectors(), options_for(n));
    auto m = text("hello");
    m.attachments.push_back({"a", "image/png", "", std::make_shared<const std::string>("1234")});
    BOOST_TEST(p.publish(m, {n.channel_of("plain")})[0].state == delivery_state::delivered);
    BOOST_TEST(n.requests().at(0).substr(n.requests().at(0).size() - 5) == "}1234");
}

BOOST_AUTO_TEST_CASE(a_log_tells_each_end_and_each_attempt)
{
    network n;
    auto options = options_for(n);
    std::vector<std::string> lines;
    options.log = [&](const log_record& r) {
        std::string line(r.text);
        for (const auto& [name, value] : r.fields) line += " " + std::string(name) + "=" + std::string(value);
        if (holds(r.text, "delivery") || holds(r.text, "attempt")) lines.push_back(line);
    };
    publisher p(connectors(), options);
    const auto results = p.publish(text("hello"), {n.channel_of("plain")});
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(holds(lines[0], "attempt=1 state=delivered"));
    BOOST_TEST(holds(lines[1], "delivery=" + results[0].delivery_id));
    BOOST_TEST(holds(lines[1], "channel=plain here state=delivered attempts=1"));
}

BOOST_AUTO_TEST_SUITE_END()
