// SPDX-License-Identifier: BSL-1.0
#include "accounts/login_throttle.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace webapp;
using namespace std::chrono_literals;
using boost::asio::ip::make_address;

namespace {

constexpr std::array<unsigned char, 16> secret{1, 2, 3};
constexpr login_throttle::time start{1'000h};

struct fixture
{
    login_throttle throttle{throttle_settings{}, secret};
    login_throttle::time now = start;
    login_throttle::duration delay{}; ///< of the last attempt

    login_throttle::duration fail(std::string_view account, std::string_view client = "192.0.2.1",
                                  std::string_view device = {})
    {
        login_throttle::login l;
        l.account = account;
        l.client = make_address(client);
        l.device = device;
        const auto admitted = throttle.admit(l, now);
        delay = admitted.delay;
        return admitted.refused_for;
    }

    void succeed(std::string_view account, std::string_view client = "192.0.2.1", std::string_view device = {})
    {
        login_throttle::login l;
        l.account = account;
        l.client = make_address(client);
        l.device = device;
        throttle.succeeded(l);
    }

    /// Attempts, each as soon as it is allowed, until so much time is over.
    unsigned tries_within(std::chrono::milliseconds time, std::string_view account)
    {
        const auto end = now + time;
        for (unsigned tries = 0;; ++tries)
        {
            for (auto wait = fail(account); wait != 0ms; wait = fail(account)) now += wait;
            if (now >= end) return tries;
        }
    }
};

} // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(std::chrono::milliseconds)
BOOST_FIXTURE_TEST_SUITE(throttle, fixture)

BOOST_AUTO_TEST_CASE(waits_double_from_the_sixth_failure_on_up_to_five_minutes)
{
    const std::chrono::seconds waits[] = {0s, 0s,  0s,  0s,  0s,   0s,   1s,   2s,  4s,
                                          8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s};
    for (const auto expected : waits)
    {
        BOOST_TEST_CONTEXT(expected.count())
        {
            if (expected != 0s)
            {
                BOOST_TEST((fail("ada") == expected));
                now += expected - 1ms;
                BOOST_TEST((fail("ada") == 1ms));
                now += 1ms;
            }
            BOOST_TEST((fail("ada") == 0ms));
        }
    }
}

BOOST_AUTO_TEST_CASE(twenty_failures_in_a_row_are_too_many)
{
    unsigned refused = 0;
    for (int i = 0; i != 20; ++i) refused += fail("ada") != 0ms ? 1U : 0U;
    BOOST_TEST(refused == 14U);
}

BOOST_AUTO_TEST_CASE(a_refused_attempt_does_not_prolong_the_wait)
{
    for (int i = 0; i != 6; ++i) fail("ada");
    for (int i = 0; i != 1'000; ++i) BOOST_TEST((fail("ada") == 1s));
    now += 1s;
    BOOST_TEST((fail("ada") == 0ms));
}

BOOST_AUTO_TEST_CASE(nobody_is_locked_out_for_more_than_five_minutes)
{
    tries_within(24h, "ada");
    BOOST_TEST((fail("ada") <= 5min));
}

BOOST_AUTO_TEST_CASE(a_day_of_guessing_at_one_account_gives_some_hundred_tries)
{
    BOOST_TEST(tries_within(24h, "ada") < 310U);
}

BOOST_AUTO_TEST_CASE(an_hour_without_failures_is_forgiven)
{
    for (int i = 0; i != 6; ++i) fail("ada");
    now += 1h - 1ms;
    BOOST_TEST((fail("ada") == 0ms)); // the wait is over, the count is not
    BOOST_TEST((fail("ada") == 2s));
    now += 1h;
    for (int i = 0; i != 6; ++i) BOOST_TEST((fail("ada") == 0ms));
}

BOOST_AUTO_TEST_CASE(the_right_password_forgives_the_account)
{
    for (int i = 0; i != 6; ++i) fail("ada");
    now += 1s;
    BOOST_TEST((fail("ada") == 0ms));
    succeed("ada");
    for (int i = 0; i != 6; ++i) BOOST_TEST((fail("ada") == 0ms));
}

BOOST_AUTO_TEST_CASE(other_accounts_are_not_concerned)
{
    for (int i = 0; i != 10; ++i) fail("ada");
    BOOST_TEST((fail("grace", "192.0.2.2") == 0ms));
}

BOOST_AUTO_TEST_CASE(a_known_browser_gets_in_while_somebody_fails_for_the_account)
{
    for (int i = 0; i != 100; ++i) fail("ada");
    BOOST_TEST((fail("ada") != 0ms));
    BOOST_TEST((fail("ada", "192.0.2.1", "browser of ada") == 0ms));
    succeed("ada", "192.0.2.1", "browser of ada");
    BOOST_TEST((fail("ada") != 0ms)); // and forgives the others nothing
}

BOOST_AUTO_TEST_CASE(a_known_browser_that_keeps_failing_waits_too)
{
    for (int i = 0; i != 6; ++i) BOOST_TEST((fail("ada", "192.0.2.1", "browser of ada") == 0ms));
    BOOST_TEST((fail("ada", "192.0.2.1", "browser of ada") == 1s));
    BOOST_TEST((fail("ada") == 0ms)); // by itself
}

BOOST_AUTO_TEST_CASE(an_address_has_fifty_failures_and_ten_more_each_minute)
{
    for (int i = 0; i != 50; ++i) BOOST_TEST((fail("account " + std::to_string(i)) == 0ms));
    BOOST_TEST((fail("another") == 6s));
    BOOST_TEST((fail("another", "192.0.2.2") == 0ms));
    now += 6s;
    BOOST_TEST((fail("another") == 0ms));
    BOOST_TEST((fail("yet another") == 6s));
}

BOOST_AUTO_TEST_CASE(addresses_of_one_subscriber_are_one)
{
    const struct
    {
        const char* one;
        const char* other;
        bool same;
    } rows[] = {
        {"2001:db8::1", "2001:db8::2:3", true},    {"2001:db8::1", "2001:db8:0:0:ffff:ffff:ffff:ffff", true},
        {"2001:db8::1", "2001:db8:0:1::1", false}, {"192.0.2.1", "::ffff:192.0.2.1", true},
        {"192.0.2.1", "192.0.2.2", false},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.one << " and " << row.other)
        {
            fixture f;
            for (int i = 0; i != 50; ++i) f.fail("account " + std::to_string(i), row.one);
            BOOST_TEST((f.fail("another", row.other) != 0ms) == row.same);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_network_has_two_hundred_failures_and_one_more_each_two_seconds)
{
    const struct
    {
        std::string_view prefix, same, other;
    } rows[] = {{"2001:db8:7:", "2001:db8:7:ffff::1", "2001:db8:8::1"}, {"192.0.2.", "192.0.2.250", "192.0.3.1"}};
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.prefix)
        {
            fixture f;
            const bool is_v6 = row.prefix.find(':') != std::string_view::npos;
            for (int i = 0; i != 200; ++i)
            {
                const auto client = std::string(row.prefix) + std::to_string(i) + (is_v6 ? "::1" : "");
                BOOST_TEST((f.fail("account " + std::to_string(i), client) == 0ms));
            }
            BOOST_TEST((f.fail("another", row.same) == 2s));
            BOOST_TEST((f.fail("another", row.other) == 0ms));
            f.now += 2s;
            BOOST_TEST((f.fail("another", row.same) == 0ms));
        }
    }
}

/// Uses up what all together have, from many networks; returns how many attempts that were.
int fail_everywhere(fixture& f)
{
    int i = 0;
    do f.fail("account " + std::to_string(i), "10." + std::to_string(i / 250) + '.' + std::to_string(i % 250) + ".1");
    while (f.delay == 0ms && ++i != 10'000);
    return i;
}

BOOST_AUTO_TEST_CASE(all_together_have_six_hundred_failures_and_ten_more_each_second)
{
    BOOST_TEST(fail_everywhere(*this) == 600);
    BOOST_TEST((delay == 100ms));
    BOOST_TEST((fail("ada", "198.51.100.1", "browser of ada") == 0ms));
    BOOST_TEST((delay == 0ms));
    now += 200ms;
    BOOST_TEST((fail("another", "198.51.100.1") == 0ms));
    BOOST_TEST((delay == 0ms));
}

BOOST_AUTO_TEST_CASE(what_all_have_used_up_slows_newcomers_by_five_seconds_at_most_and_refuses_none)
{
    fail_everywhere(*this);
    for (int i = 0; i != 200; ++i)
    {
        BOOST_TEST((fail("newcomer " + std::to_string(i), "198.51." + std::to_string(i) + ".1") == 0ms));
        BOOST_TEST((delay > 0ms && delay <= 5s));
    }
    now += 6s; // the attack is over
    (void)fail("the next", "203.0.113.1");
    BOOST_TEST((delay == 0ms));
}

BOOST_AUTO_TEST_CASE(one_network_has_few_places_in_the_line_and_does_not_keep_others_out)
{
    fail_everywhere(*this);
    unsigned admitted = 0;
    for (int i = 0; i != 100; ++i)
        admitted += fail("account of " + std::to_string(i), "2001:db8:7:" + std::to_string(i) + "::1") == 0ms ? 1U : 0U;
    BOOST_TEST(admitted == 4U);
    BOOST_TEST((fail("ada", "203.0.113.1") == 0ms));
    throttle.leaves_line(make_address("2001:db8:7:3::1"));
    BOOST_TEST((fail("the next", "2001:db8:7::1") == 0ms));
}

BOOST_AUTO_TEST_CASE(the_line_is_bounded)
{
    fail_everywhere(*this);
    unsigned admitted = 1; // the last of those
    for (int i = 0; i != 1'000; ++i)
        admitted += fail("account of " + std::to_string(i), "2001:db8:" + std::to_string(i) + "::1") == 0ms ? 1U : 0U;
    BOOST_TEST(admitted == 256U);
    BOOST_TEST((fail("ada", "198.51.100.1", "browser of ada") == 0ms));
}

BOOST_AUTO_TEST_CASE(a_login_that_succeeds_costs_nothing)
{
    for (int i = 0; i != 2'000; ++i)
    {
        BOOST_TEST_REQUIRE((fail("ada") == 0ms));
        succeed("ada");
    }
}

BOOST_AUTO_TEST_CASE(an_attempt_that_came_to_no_answer_is_taken_back)
{
    for (int i = 0; i != 1'000; ++i)
    {
        login_throttle::login l;
        l.account = "ada";
        l.client = make_address("192.0.2.1");
        BOOST_TEST_REQUIRE((throttle.admit(l, now).refused_for == 0ms));
        throttle.withdrawn(l);
    }
}

BOOST_AUTO_TEST_CASE(attempts_made_at_once_count_before_they_are_answered)
{
    unsigned admitted = 0;
    for (int i = 0; i != 200; ++i) admitted += fail("ada") == 0ms ? 1U : 0U;
    BOOST_TEST(admitted == 6U);
}

BOOST_AUTO_TEST_CASE(registrations_of_an_address_are_bounded_by_themselves)
{
    const auto client = make_address("192.0.2.1");
    for (int i = 0; i != 60; ++i) BOOST_TEST((throttle.admit_registration(client, now) == 0ms));
    BOOST_TEST((throttle.admit_registration(client, now) == 3s));
    BOOST_TEST((throttle.admit_registration(make_address("192.0.2.2"), now) == 0ms));
    BOOST_TEST((fail("ada") == 0ms));
    throttle.registration_withdrawn(client);
    BOOST_TEST((throttle.admit_registration(client, now) == 0ms));
}

BOOST_AUTO_TEST_CASE(guessing_at_a_million_accounts_neither_grows_nor_frees_the_one_attacked)
{
    throttle_settings s;
    s.address.burst = 1e9;
    s.network.burst = 1e9;
    s.everybody.burst = 1e9;
    s.account.places = 1'024;
    throttle = login_throttle(s, secret);
    for (int i = 0; i != 20; ++i) fail("ada");
    for (int i = 0; i != 1'000'000; ++i) fail("account " + std::to_string(i));
    BOOST_TEST((fail("ada") != 0ms));
}

BOOST_AUTO_TEST_SUITE_END()
