// SPDX-License-Identifier: BSL-1.0
#include "sandbox/ledger.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using sandbox::published_message;

namespace {

published_message message(const std::string& id, std::size_t size_bytes = 10)
{
    published_message m;
    m.network = "slack";
    m.channel = "T1/B1";
    m.id = id;
    m.text = "text of " + id;
    m.request = boost::json::object{{"text", m.text}};
    m.size_bytes = size_bytes;
    m.at = std::chrono::system_clock::time_point{1'795'338'300'250ms};
    return m;
}

struct fixture
{
    sandbox::ledger ledger;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger, fixture)

BOOST_AUTO_TEST_CASE(an_entry_has_the_documented_members)
{
    auto m = message("1");
    m.key = "k";
    m.notified = {"channel"};
    BOOST_TEST(boost::json::serialize(to_json(m)) ==
               R"({"network":"slack","channel":"T1/B1","id":"1","text":"text of 1","request":{"text":"text of 1"},)"
               R"("key":"k","at":"2026-11-22T09:05:00.250Z","notified":["channel"],"edited_at":null})");
    m.key.reset();
    BOOST_TEST(to_json(m).at("key").is_null());
}

BOOST_AUTO_TEST_CASE(messages_are_listed_oldest_first_and_filtered_by_text)
{
    for (const auto* id : {"1", "2", "12"}) ledger.publish(message(id));
    BOOST_TEST(ledger.published().size() == 3U);
    BOOST_TEST(ledger.published().front().id == "1");
    BOOST_TEST(ledger.published("of 1").size() == 2U);
    BOOST_TEST(ledger.published("nowhere").empty());
}

BOOST_AUTO_TEST_CASE(the_oldest_is_forgotten_above_the_number_of_messages)
{
    for (std::size_t i = 0; i <= sandbox::ledger::max_messages; ++i) ledger.publish(message(std::to_string(i)));
    const auto kept = ledger.published();
    BOOST_TEST(kept.size() == sandbox::ledger::max_messages);
    BOOST_TEST(kept.front().id == "1");
}

BOOST_AUTO_TEST_CASE(the_oldest_is_forgotten_above_the_number_of_bytes)
{
    for (const auto* id : {"1", "2", "3"}) ledger.publish(message(id, sandbox::ledger::max_bytes / 2));
    BOOST_TEST(ledger.published().size() == 2U);
    BOOST_TEST(ledger.published().front().id == "2");
}

BOOST_AUTO_TEST_CASE(a_message_is_found_replaced_and_removed_by_its_id)
{
    ledger.publish(message("1"));
    auto edited = ledger.find("slack", "T1/B1", "1").value();
    edited.text = "new";
    BOOST_TEST(ledger.replace(edited));
    BOOST_TEST(ledger.published().at(0).text == "new");
    BOOST_TEST(!ledger.find("discord", "T1/B1", "1"));
    BOOST_TEST(!ledger.remove("slack", "T1/B2", "1"));
    BOOST_TEST(ledger.remove("slack", "T1/B1", "1"));
    BOOST_TEST(!ledger.replace(edited));
    BOOST_TEST(ledger.published().empty());
}

BOOST_AUTO_TEST_CASE(a_watcher_is_told_of_each_change_and_sees_what_is_new)
{
    int calls = 0;
    const auto watcher = ledger.watch([&] { ++calls; });
    const auto start = ledger.since(0, 100).revision;
    ledger.publish(message("1"));
    ledger.publish(message("2"));
    BOOST_TEST(calls == 2);

    const auto news = ledger.since(start, 100);
    BOOST_TEST(!news.from_scratch);
    BOOST_TEST(news.messages.size() == 2U);
    BOOST_TEST(ledger.since(news.revision, 100).messages.empty());
    BOOST_TEST(ledger.since(start, 1).messages.at(0).id == "2");

    ledger.clear();
    BOOST_TEST(ledger.since(news.revision, 100).from_scratch);
    ledger.unwatch(watcher);
    ledger.publish(message("3"));
    BOOST_TEST(calls == 3);
}

BOOST_AUTO_TEST_SUITE_END()
