// SPDX-License-Identifier: BSL-1.0
#include "outbox/key_ring.hpp"
#include "outbox/settings_codec.hpp"
#include "outbox/vault.hpp"
#include "printing.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

using namespace multipost;

namespace {

constexpr sealed_place here{"channels", "7", "secret"};
constexpr std::string_view token = "xoxb-not-to-be-seen";

} // namespace

BOOST_AUTO_TEST_SUITE(a_vault)

BOOST_AUTO_TEST_CASE(what_is_sealed_opens_at_its_place)
{
    const auto v = vault::make(1);
    for (const std::string& text : {std::string(), std::string("a"), std::string(token), std::string(100'000, 'x')})
    {
        const auto sealed = v.seal(here, text);
        const auto opened = v.open(here, sealed);
        BOOST_TEST_REQUIRE(opened.has_value());
        BOOST_TEST(opened->reveal() == text);
    }
}

BOOST_AUTO_TEST_CASE(nothing_of_a_text_shows_and_no_two_seals_are_alike)
{
    const auto v = vault::make(1);
    std::set<std::string> seen;
    for (int i = 0; i != 100; ++i)
    {
        const auto sealed = v.seal(here, token);
        BOOST_TEST(sealed.find(token.substr(0, 4)) == std::string::npos);
        seen.insert(sealed);
    }
    BOOST_TEST(seen.size() == 100U);
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_anywhere_is_noticed)
{
    const auto v = vault::make(1);
    const auto sealed = v.seal(here, token);
    for (std::size_t i = 0; i != sealed.size(); ++i)
        for (unsigned bit = 0; bit != 8; ++bit)
        {
            auto changed = sealed;
            changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
            BOOST_TEST_CONTEXT("byte " << i << ", bit " << bit) BOOST_TEST(v.open(here, changed).has_error());
        }
}

BOOST_AUTO_TEST_CASE(a_shortened_or_lengthened_text_is_noticed)
{
    const auto v = vault::make(1);
    const auto sealed = v.seal(here, token);
    for (std::size_t size = 0; size != sealed.size(); ++size)
        BOOST_TEST(v.open(here, std::string_view(sealed).substr(0, size)).has_error());
    BOOST_TEST(v.open(here, sealed + "x").has_error());
}

BOOST_AUTO_TEST_CASE(a_text_that_was_moved_does_not_open)
{
    const auto v = vault::make(1);
    const auto sealed = v.seal(here, token);
    for (const auto& elsewhere : {sealed_place{"channels", "8", "secret"}, sealed_place{"channels", "7", "checkpoint"},
                                  sealed_place{"deliveries", "7", "secret"}, sealed_place{"channels|7", "", "secret"}})
    {
        const auto opened = v.open(elsewhere, sealed);
        BOOST_TEST_REQUIRE(opened.has_error());
        BOOST_TEST(opened.error().code == errc::store_failed);
        BOOST_TEST(opened.error().what.find(elsewhere.table) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(another_key_does_not_open_it_not_even_one_of_its_number)
{
    const auto sealed = vault::make(1).seal(here, token);
    BOOST_TEST(vault::make(1).open(here, sealed).has_error());
    BOOST_TEST(vault::make(2).open(here, sealed).has_error());
}

BOOST_AUTO_TEST_CASE(its_key_comes_back_under_the_same_master_key_only)
{
    const auto master = master_key::random();
    const auto v = vault::make(3);
    const auto wrapped = v.wrap(master);
    const auto again = vault::unwrap(3, wrapped, master);
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST(again->open(here, v.seal(here, token)).value().reveal() == token);

    BOOST_TEST(!vault::unwrap(3, wrapped, master_key::random()).has_value());
    BOOST_TEST(!vault::unwrap(4, wrapped, master).has_value());
    BOOST_TEST(!vault::unwrap(3, wrapped.substr(1), master).has_value());
    BOOST_TEST(!vault::unwrap(3, "", master).has_value());
    BOOST_TEST(wrapped.find(token) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_ring_opens_under_both_keys_until_the_change_is_settled)
{
    for (const bool committed : {true, false})
    {
        BOOST_TEST_CONTEXT((committed ? "committed" : "rolled back"))
        {
            key_ring ring(vault::make(1));
            const auto old_text = ring.seal(here, "old");
            ring.add(vault::make(2));
            const auto new_text = ring.seal(here, "new");
            BOOST_TEST(ring.open(here, old_text).has_value());
            BOOST_TEST(ring.open(here, new_text).has_value());

            ring.settle(2, committed);
            BOOST_TEST(ring.newest_id() == (committed ? 2 : 1));
            BOOST_TEST(ring.open(here, old_text).has_value() == !committed);
            BOOST_TEST(ring.open(here, new_text).has_value() == committed);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_change_that_never_came_so_far_settles_nothing)
{
    key_ring ring(vault::make(1));
    const auto sealed = ring.seal(here, token);
    ring.settle(2, false);
    BOOST_TEST(ring.open(here, sealed).has_value());
}

BOOST_AUTO_TEST_CASE(settings_come_back_whole_or_not_at_all)
{
    channel_settings settings;
    settings["token"] = secret_string(token);
    settings["empty"] = secret_string("");
    settings["binary"] = secret_string(std::string_view("\0\xff\n", 3));
    const auto encoded = encode_settings(settings);
    const auto bytes = encoded.reveal();
    BOOST_TEST((decode_settings(bytes) == settings));
    BOOST_TEST((decode_settings("") == channel_settings()));
    for (std::size_t size = 1; size != bytes.size(); ++size)
    {
        const auto part = decode_settings(bytes.substr(0, size));
        BOOST_TEST((!part || part->size() < settings.size()));
    }
    BOOST_TEST(!decode_settings("\xff\xff\xff\xff"
                                "abc"));
}

BOOST_AUTO_TEST_SUITE_END()
