// SPDX-License-Identifier: BSL-1.0
#include "accounts/session_cache.hpp"
#include "accounts_fixture.hpp"

#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include <future>

using namespace webapp;
using namespace std::chrono_literals;
using multipost::secret_string;

BOOST_FIXTURE_TEST_SUITE(sessions, accounts_fixture)

BOOST_AUTO_TEST_CASE(what_is_no_token_opens_nothing)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    for (const auto& token : {std::string(), std::string("x"), std::string(43, 'A'), s.session.id, s.user.id,
                              std::string(s.device_token.reveal()), std::string(s.token.reveal()) + "A",
                              std::string(s.token.reveal().substr(1)), std::string(100'000, 'A')})
        BOOST_TEST(!run(service->find_session(secret_string(token))).has_value());
}

BOOST_AUTO_TEST_CASE(a_session_ends_when_it_was_idle_for_two_weeks)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    pass(336h - 1s);
    BOOST_TEST(is_alive(s));
    pass(336h - 1s);
    BOOST_TEST(is_alive(s));
    pass(336h);
    BOOST_TEST(!is_alive(s));
}

BOOST_AUTO_TEST_CASE(a_session_ends_thirty_days_after_the_login_however_it_is_used)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    for (int hour = 1; hour != 720; ++hour)
    {
        pass(1h);
        BOOST_TEST_REQUIRE(is_alive(s));
    }
    BOOST_TEST((run(service->current(identity_of(s))).session.expires_at == wall + 1h));
    pass(1h);
    BOOST_TEST(!is_alive(s));
    BOOST_TEST(run(service->sessions(identity_of(s))).empty());
}

BOOST_AUTO_TEST_CASE(a_wall_clock_that_is_set_ends_no_session_and_prolongs_none)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    for (const auto jump : {48h, -8'760h, 87'600h})
    {
        wall += jump;
        BOOST_TEST(is_alive(s));
    }
    steady += 336h;
    BOOST_TEST(!is_alive(s));
}

BOOST_AUTO_TEST_CASE(sessions_go_on_after_a_restart_whatever_the_wall_clock_says)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    for (const auto jump : {0h, 1h, -8'760h, 87'600h})
    {
        wall += jump;
        start();
        BOOST_TEST(is_alive(s), jump.count());
    }
    pass(336h);
    BOOST_TEST(!is_alive(s));
}

BOOST_AUTO_TEST_CASE(time_counts_while_the_server_is_down)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    pass(168h);
    run(service->sweep());
    stop();
    wall += 168h;
    start();
    BOOST_TEST(!is_alive(s));
}

BOOST_AUTO_TEST_CASE(use_is_noted_once_a_minute)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    const auto last_used = [&] { return run(service->sessions(identity_of(s))).at(0).last_used_at; };
    const auto login = wall;
    pass(59s);
    is_alive(s);
    BOOST_TEST((last_used() == login));
    pass(1s);
    is_alive(s);
    BOOST_TEST((last_used() == login + 60s));
    pass(30s);
    is_alive(s);
    BOOST_TEST((last_used() == login + 60s));
}

BOOST_AUTO_TEST_CASE(sessions_are_listed_the_last_used_first)
{
    add_user("ada@example.org");
    add_user("eve@example.org");
    const auto first = log_in("ada@example.org");
    pass(1min);
    const auto second = log_in("ada@example.org");
    log_in("eve@example.org");
    pass(1min);
    is_alive(first);

    const auto all = run(service->sessions(identity_of(second)));
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST(all[0].id == first.session.id);
    BOOST_TEST(!all[0].current);
    BOOST_TEST(all[1].id == second.session.id);
    BOOST_TEST(all[1].current);
}

BOOST_AUTO_TEST_CASE(a_session_that_is_ended_opens_nothing_from_then_on)
{
    const auto ada = add_user("ada@example.org");
    const auto ended = log_in("ada@example.org");
    const auto kept = log_in("ada@example.org");
    BOOST_TEST(is_alive(ended));
    run(service->end_session(identity_of(kept), ended.session.id));
    BOOST_TEST(!is_alive(ended));
    BOOST_TEST(is_alive(kept));
    BOOST_TEST(log.last() == "session_ended user=" + ada.id + " session=" + ended.session.id + " by=user");
    BOOST_TEST(refusal(service->end_session(identity_of(kept), ended.session.id)) == "404 not_found");
    BOOST_TEST(refusal(service->current(identity_of(ended))) == "401 not_logged_in");
    start();
    BOOST_TEST(!is_alive(ended));
}

BOOST_AUTO_TEST_CASE(a_session_looked_up_while_it_ends_does_not_live_on)
{
    add_user("ada@example.org");
    for (int round = 0; round != 50; ++round)
    {
        const auto s = log_in("ada@example.org");
        std::vector<std::future<std::optional<identity>>> lookups;
        const auto look_up = [&] {
            lookups.push_back(boost::asio::co_spawn(io, service->find_session(s.token), boost::asio::use_future));
        };
        for (int i = 0; i != 5; ++i) look_up();
        boost::asio::co_spawn(io, service->end_session(identity_of(s), s.session.id), boost::asio::detached);
        for (int i = 0; i != 5; ++i) look_up();
        io.restart();
        io.run();
        BOOST_TEST(!is_alive(s));
    }
}

BOOST_AUTO_TEST_CASE(nobody_ends_or_sees_a_session_of_somebody_else)
{
    add_user("ada@example.org");
    add_user("eve@example.org");
    const auto ada = log_in("ada@example.org");
    const auto eve = log_in("eve@example.org");
    BOOST_TEST(refusal(service->end_session(identity_of(eve), ada.session.id)) == "404 not_found");
    auto pretender = identity_of(eve);
    pretender.session_id = ada.session.id;
    BOOST_TEST(refusal(service->current(pretender)) == "401 not_logged_in");
    BOOST_TEST(is_alive(ada));
}

BOOST_AUTO_TEST_CASE(the_operator_has_no_session)
{
    identity operating;
    operating.role = role::operator_;
    BOOST_TEST(refusal(service->current(operating)) == "401 not_logged_in");
    BOOST_TEST(refusal(service->rename(operating, "Root")) == "401 not_logged_in");
    BOOST_TEST(run(service->sessions(operating)).empty());
    BOOST_TEST(refusal(service->change_password(operating, secret_string("x"), secret_string(better_password))) ==
               "401 not_logged_in");
}

BOOST_AUTO_TEST_CASE(a_user_has_fifty_sessions_and_the_one_unused_for_longest_gives_way)
{
    add_user("ada@example.org");
    std::vector<new_session> all;
    for (int i = 0; i != 51; ++i)
    {
        all.push_back(log_in("ada@example.org"));
        pass(1s);
    }
    BOOST_TEST(!is_alive(all[0]));
    BOOST_TEST(is_alive(all[1]));
    BOOST_TEST(is_alive(all[50]));
    BOOST_TEST(count("sessions") == 50);
    BOOST_TEST(count("known_devices") == 20);
}

BOOST_AUTO_TEST_CASE(what_has_ended_is_swept_away)
{
    add_user("ada@example.org");
    log_in("ada@example.org");
    pass(336h);
    run(service->sweep());
    BOOST_TEST(count("sessions") == 0);
    BOOST_TEST(count("known_devices") == 1);
    pass(4'320h);
    run(service->sweep());
    BOOST_TEST(count("known_devices") == 0);
}

BOOST_AUTO_TEST_CASE(a_new_name_shows_at_once)
{
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    is_alive(s);
    BOOST_TEST(run(service->rename(identity_of(s), " Ada ")).display_name == "Ada");
    BOOST_TEST(run(service->find_session(s.token))->display_name == "Ada");
    BOOST_TEST(refusal(service->rename(identity_of(s), "\xE2\x80\xAE"
                                                       "adA")) == "400 bad_value /display_name");
}

BOOST_AUTO_TEST_CASE(the_cache_forgets_who_was_not_here_for_longest)
{
    session_cache cache(2);
    known_session s;
    s.who.user_id = "ada";
    cache.insert("first", s);
    cache.insert("second", s);
    BOOST_TEST(cache.find("first").has_value());
    s.who.user_id = "eve";
    cache.insert("third", s);
    BOOST_TEST(cache.find("first").has_value());
    BOOST_TEST(!cache.find("second").has_value());
    cache.erase_user("ada");
    BOOST_TEST(!cache.find("first").has_value());
    BOOST_TEST(cache.find("third").has_value());
    cache.touch("third", 5ms);
    BOOST_TEST((cache.find("third")->last_used == 5ms));
    cache.erase("third");
    cache.erase("third");
    BOOST_TEST(!cache.find("third").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
