// SPDX-License-Identifier: BSL-1.0
#include "kept_outbox.hpp"
#include "outbox/channel_hint.hpp"
#include "outbox/channel_name.hpp"
#include "outbox/id_source.hpp"
#include "outbox/page_position.hpp"
#include "outbox/request_hash.hpp"
#include "outbox/search_text.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(ids_and_texts)

BOOST_AUTO_TEST_CASE(ids_rise_within_a_millisecond_and_when_the_clock_goes_back)
{
    id_source ids;
    const wall_time now{1'764'000'000'000ms};
    std::string before;
    const auto must_rise = [&](wall_time t) {
        const auto id = ids.next(t);
        BOOST_TEST(id.size() == 36U);
        BOOST_TEST(id[14] == '7');
        BOOST_TEST(std::string("89ab").find(id[19]) != std::string::npos);
        BOOST_TEST(before < id);
        before = id;
    };
    for (int i = 0; i != 10'000; ++i) must_rise(now);
    must_rise(now - 8760h);
    must_rise(now + 1ms);
    must_rise(now + 48h);
    must_rise(now);
}

BOOST_AUTO_TEST_CASE(ids_of_two_sources_do_not_meet)
{
    std::set<std::string> seen;
    for (int i = 0; i != 1000; ++i) BOOST_TEST(seen.insert(id_source().next(wall_time{1ms})).second);
}

BOOST_AUTO_TEST_CASE(texts_are_compared_whatever_their_case)
{
    for (const auto& [a, b] :
         {std::pair("CAFÉ", "café"), std::pair("Straße", "STRASSE"), std::pair("ΣΊΣΥΦΟΣ", "σίσυφος"),
          std::pair("cafe\u0301", "CAFÉ"), std::pair("ÇA", "ça"), std::pair("ABC", "abc")})
        BOOST_TEST(search_text(a) == search_text(b));
    BOOST_TEST(search_text("cafe") != search_text("café"));
    BOOST_TEST(search_text("") == "");
}

BOOST_AUTO_TEST_CASE(a_cursor_comes_back_as_it_went)
{
    const page_position there{wall_time{1'764'000'000'123ms}, "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"};
    BOOST_TEST((from_cursor(to_cursor(there)) == there));
    for (const char* text :
         {"", "_", "1_", "x_0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "1_0193A1B2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
          "1_0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5", "1_0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'",
          "99999999999999999999_0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "1 OR 1=1"})
        BOOST_TEST_CONTEXT(text) BOOST_TEST(!from_cursor(text));
}

BOOST_AUTO_TEST_CASE(a_request_is_another_when_any_part_of_it_is)
{
    new_post p;
    p.owner = "ann";
    p.text = "text";
    p.title = "title";
    p.link = "link";
    p.channels = {"a", "b"};
    p.idempotency_key = "k";
    std::set<std::string> seen{request_hash(p)};
    const auto differs = [&](auto change) {
        auto other = p;
        change(other);
        BOOST_TEST(seen.insert(request_hash(other)).second);
    };
    differs([](new_post& o) { o.text = "texts"; });
    differs([](new_post& o) { o.title = "t"; });
    differs([](new_post& o) { o.link = ""; });
    differs([](new_post& o) { std::swap(o.title, o.link); });
    differs([](new_post& o) {
        o.text = "textti";
        o.title = "tle";
    });
    differs([](new_post& o) { o.channels = {"b", "a"}; });
    differs([](new_post& o) { o.channels = {"ab"}; });
    differs([](new_post& o) { o.channels.pop_back(); });
    auto same = p;
    same.owner = "bob";
    same.idempotency_key = "other";
    BOOST_TEST(request_hash(same) == request_hash(p));
}

BOOST_AUTO_TEST_CASE(a_name_fits_in_a_line)
{
    const std::string accent = "e\u0301";
    std::string hundred;
    for (int i = 0; i != 100; ++i) hundred += accent;
    for (const std::string& good : {std::string("Team"), std::string("Équipe 🎉"), hundred})
        BOOST_TEST(check_channel_name(good).has_value());
    std::string zalgo = "a";
    for (int i = 0; i != 600; ++i) zalgo += "\u0301";
    for (const std::string& bad : {std::string(), std::string("   "), hundred + "x", std::string("two\nlines"),
                                   std::string("\xff"), std::string("nul\0", 4), std::string("esc\x1b[31m"), zalgo})
    {
        const auto checked = check_channel_name(bad);
        BOOST_TEST_REQUIRE(checked.has_error());
        BOOST_TEST(checked.error().code == errc::bad_channel);
    }
}

BOOST_AUTO_TEST_CASE(a_hint_tells_channels_apart_and_no_secret)
{
    const auto* const info = test_connectors().find("plain");
    const auto long_token = nowhere("plain", "secret-token-9876");
    BOOST_TEST(hint_of(long_token, info) == "hooks.example …9876");
    BOOST_TEST(hint_of(nowhere("plain", "short-99876"), info) == "hooks.example");
    BOOST_TEST(hint_of(nowhere("plain", "not printable\xc3\xa9"), info) == "hooks.example");
    // Without its plugin nobody knows what is secret.
    BOOST_TEST(hint_of(long_token, nullptr) == long_token.label);

    auto local = long_token;
    local.settings["url"] = secret_string("http://127.0.0.1:8090/services/T1");
    BOOST_TEST(hint_of(local, info) == "127.0.0.1:8090 …9876");
    local.settings["url"] = secret_string("no url");
    BOOST_TEST(hint_of(local, info) == local.label + " …9876");

    const auto shown = public_settings(long_token.settings, info);
    BOOST_TEST(shown.size() == 1U);
    BOOST_TEST(shown.at("url") == "https://hooks.example/here");
    BOOST_TEST(public_settings(long_token.settings, nullptr).empty());
}

BOOST_AUTO_TEST_SUITE_END()
