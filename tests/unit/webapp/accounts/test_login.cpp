// SPDX-License-Identifier: BSL-1.0
#include "accounts_fixture.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <map>

using namespace webapp;
using namespace std::chrono_literals;
using multipost::secret_string;

namespace {

constexpr std::string_view wrong = "not the password at all";

struct fixture : accounts_fixture
{
    std::string log_in_with_device(std::string_view password, const secret_string& device)
    {
        auto a = attempt("ada@example.org", password);
        a.device_token = device;
        return refusal(service->log_in(std::move(a)));
    }

    std::chrono::nanoseconds time_of_failure(std::string_view email)
    {
        std::vector<std::chrono::nanoseconds> all;
        for (int i = 0; i != 5; ++i)
        {
            const auto begin = std::chrono::steady_clock::now();
            BOOST_TEST(refusal(service->log_in(attempt(email, wrong))) == "401 wrong_credentials");
            all.push_back(std::chrono::steady_clock::now() - begin);
        }
        std::sort(all.begin(), all.end());
        return all[2];
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(logins, fixture)

BOOST_AUTO_TEST_CASE(a_login_gives_a_session_that_says_who_it_is)
{
    const auto ada = add_user("ada@example.org");
    const auto s = log_in(" ADA@example.org ");
    BOOST_TEST(s.user.id == ada.id);
    BOOST_TEST(s.token.reveal().size() == 43U);
    BOOST_TEST(s.token.reveal() != s.session.id);
    BOOST_TEST(s.session.user_agent == "Test/1.0");
    BOOST_TEST((s.session.expires_at == wall + 336h));
    BOOST_TEST(log.last() == "login user=" + ada.id + " session=" + s.session.id + " client=192.0.2.1");

    const auto who = run(service->find_session(s.token));
    BOOST_TEST_REQUIRE(who.has_value());
    BOOST_TEST(who->user_id == ada.id);
    BOOST_TEST(who->email == "ada@example.org");
    BOOST_TEST(who->session_id == s.session.id);
    BOOST_TEST((who->role == role::user));
}

BOOST_AUTO_TEST_CASE(a_password_is_the_same_on_another_keyboard)
{
    add_user("ada@example.org", "cr\xC3\xA8me br\xC3\xBBl\xC3\xA9"
                                "e partout");
    BOOST_TEST(refusal(service->log_in(attempt("ada@example.org", "cre\xCC\x80me bru\xCC\x82le\xCC\x81"
                                                                  "e partout"))) == "none");
}

BOOST_AUTO_TEST_CASE(an_unknown_address_is_answered_as_a_wrong_password_is)
{
    add_user("ada@example.org");
    const auto known = problem_of_run(service->log_in(attempt("ada@example.org", wrong)));
    BOOST_TEST_REQUIRE(known.has_value());
    for (const auto* email : {"eve@example.org", "no address", "", "ada@example.org\r\n, x"})
    {
        BOOST_TEST_CONTEXT(email)
        {
            const auto unknown = problem_of_run(service->log_in(attempt(email, wrong)));
            BOOST_TEST_REQUIRE(unknown.has_value());
            BOOST_TEST(described(*unknown) == described(*known));
            BOOST_TEST(unknown->detail == known->detail);
            BOOST_TEST((unknown->headers == known->headers));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_right_password_waits_for_its_turn_while_others_guess_and_gets_in)
{
    add_user("ada@example.org");
    options.throttle.everybody = {1, 1h, 1};
    options.throttle.longest_delay = 20ms;
    options.throttle.line_of_network = 1;
    start();
    const auto try_to_log_in = [this](std::string_view email, std::string_view password) {
        return refusal(service->log_in(attempt(email, password)));
    };
    BOOST_TEST(try_to_log_in("eve@example.org", "guess") == "401 wrong_credentials");
    for (int i = 0; i != 3; ++i) // each has left the line when the next one comes
    {
        const auto began = std::chrono::steady_clock::now();
        BOOST_TEST(try_to_log_in("ada@example.org", good_password) == "none");
        BOOST_TEST((std::chrono::steady_clock::now() - began >= 20ms));
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_address_costs_the_same_work)
{
    options.cost = password_cost{};
    options.throttle.account.free = 1'000;
    start();
    add_user("ada@example.org");
    const auto known = time_of_failure("ada@example.org");
    const auto unknown = time_of_failure("eve@example.org");
    // Without the work it would be a hundredth.
    BOOST_TEST(unknown.count() > known.count() / 4);
    BOOST_TEST(known.count() > unknown.count() / 4);
}

BOOST_AUTO_TEST_CASE(an_unknown_address_is_throttled_as_a_known_one_is)
{
    add_user("ada@example.org");
    std::vector<std::string> known, unknown;
    for (int i = 0; i != 20; ++i) known.push_back(refusal(service->log_in(attempt("ada@example.org", wrong))));
    for (int i = 0; i != 20; ++i) unknown.push_back(refusal(service->log_in(attempt("eve@example.org", wrong))));
    BOOST_TEST(known == unknown, boost::test_tools::per_element());
    BOOST_TEST(known.back() == "429 too_many_attempts");
}

BOOST_AUTO_TEST_CASE(twenty_wrong_logins_are_too_many_and_the_wait_is_told)
{
    const auto ada = add_user("ada@example.org");
    for (int i = 0; i != 19; ++i) refusal(service->log_in(attempt("ada@example.org", wrong)));
    const auto p = problem_of_run(service->log_in(attempt("ada@example.org", wrong)));
    BOOST_TEST_REQUIRE(p.has_value());
    BOOST_TEST(described(*p) == "429 too_many_attempts");
    BOOST_TEST((p->headers == std::vector<std::pair<std::string, std::string>>{{"Retry-After", "1"}}));
    BOOST_TEST(p->detail == "Too many wrong passwords. Wait 1 second, then try again.");
    BOOST_TEST(log.count("login_failed") == 6U);
    BOOST_TEST(log.last() == "rate_limited what=login user=" + ada.id + " client=192.0.2.1");

    BOOST_TEST(refusal(service->log_in(attempt("ada@example.org"))) == "429 too_many_attempts");
    pass(1s);
    BOOST_TEST(refusal(service->log_in(attempt("ada@example.org"))) == "none");
    BOOST_TEST(refusal(service->log_in(attempt("ada@example.org", wrong))) == "401 wrong_credentials");
}

BOOST_AUTO_TEST_CASE(a_known_browser_gets_in_while_the_account_is_attacked)
{
    add_user("ada@example.org");
    const auto device = log_in("ada@example.org").device_token;
    for (int i = 0; i != 100; ++i) refusal(service->log_in(attempt("ada@example.org", wrong)));
    BOOST_TEST(log_in_with_device(good_password, secret_string()) == "429 too_many_attempts");
    BOOST_TEST(log_in_with_device(good_password, secret_string("made up")) == "429 too_many_attempts");
    BOOST_TEST(log_in_with_device(good_password, device) == "none");
}

BOOST_AUTO_TEST_CASE(a_browser_is_known_to_its_account_alone)
{
    add_user("ada@example.org");
    add_user("eve@example.org");
    const auto device = log_in("eve@example.org").device_token;
    for (int i = 0; i != 20; ++i) refusal(service->log_in(attempt("ada@example.org", wrong)));
    BOOST_TEST(log_in_with_device(good_password, device) == "429 too_many_attempts");
}

BOOST_AUTO_TEST_CASE(a_known_browser_stays_known_under_its_token)
{
    add_user("ada@example.org");
    const auto first = log_in("ada@example.org");
    auto again = attempt("ada@example.org");
    again.device_token = first.device_token;
    BOOST_TEST(run(service->log_in(std::move(again))).device_token.reveal() == first.device_token.reveal());

    auto made_up = attempt("ada@example.org");
    made_up.device_token = secret_string("chosen by somebody");
    BOOST_TEST(run(service->log_in(std::move(made_up))).device_token.reveal() != "chosen by somebody");
}

BOOST_AUTO_TEST_CASE(failures_of_unknown_accounts_are_logged_without_the_address)
{
    refusal(service->log_in(attempt("eve@example.org", wrong)));
    BOOST_TEST(log.last().starts_with("login_failed user=unknown-"), log.last());
    BOOST_TEST(log.last().find("eve") == std::string::npos, log.last());
    const auto first = log.last();
    refusal(service->log_in(attempt("Eve@example.org", wrong)));
    BOOST_TEST(log.last() == first);
    start();
    refusal(service->log_in(attempt("eve@example.org", wrong)));
    BOOST_TEST(log.last() != first); // nobody finds the address by trying
}

BOOST_AUTO_TEST_CASE(a_session_that_was_there_before_the_login_does_not_survive_it)
{
    add_user("ada@example.org");
    const auto first = log_in("ada@example.org");
    auto again = attempt("ada@example.org");
    again.session_token = first.token;
    const auto second = run(service->log_in(std::move(again)));
    BOOST_TEST(second.token.reveal() != first.token.reveal());
    BOOST_TEST(is_alive(second));
    BOOST_TEST(!is_alive(first));

    const secret_string planted(std::string(43, 'A'));
    auto fixed = attempt("ada@example.org");
    fixed.session_token = planted;
    BOOST_TEST(run(service->log_in(std::move(fixed))).token.reveal() != planted.reveal());
    BOOST_TEST(!run(service->find_session(planted)).has_value());
}

BOOST_AUTO_TEST_CASE(a_hash_of_a_lower_cost_is_replaced_at_the_login)
{
    add_user("ada@example.org");
    options.cost = password_cost{2, 16 * 1024};
    start();
    BOOST_TEST(stored_bytes().find("$m=16,t=2,p=1$") == std::string::npos);
    log_in("ada@example.org");
    BOOST_TEST(stored_bytes().find("$m=16,t=2,p=1$") != std::string::npos);
    log_in("ada@example.org");
}

BOOST_AUTO_TEST_CASE(two_hundred_logins_at_once_are_answered_and_hold_nothing_up)
{
    options.cost = password_cost{};
    options.throttle.address.burst = 1'000;
    start();
    add_user("ada@example.org");
    const auto session = log_in("ada@example.org");

    std::vector<std::future<new_session>> all;
    for (int i = 0; i != 200; ++i)
        all.push_back(boost::asio::co_spawn(io, service->log_in(attempt("nobody" + std::to_string(i) + "@example.org")),
                                            boost::asio::use_future));

    // Meanwhile, what everybody else does goes on: the longest time that a request of a session took.
    std::chrono::nanoseconds longest{0};
    int served = 0;
    auto others = [&]() -> boost::asio::awaitable<void> {
        while (all.back().wait_for(0s) != std::future_status::ready)
        {
            const auto begin = std::chrono::steady_clock::now();
            co_await service->sessions(identity_of(session));
            longest = std::max<std::chrono::nanoseconds>(longest, std::chrono::steady_clock::now() - begin);
            ++served;
        }
    };
    boost::asio::co_spawn(io, others(), boost::asio::detached);
    io.restart();
    io.run();

    std::map<std::string, int> ends;
    for (auto& one : all)
    {
        try
        {
            one.get();
        }
        catch (const problem& p)
        {
            ++ends[p.code];
            if (p.code == "overloaded") BOOST_TEST((p.headers.at(0).first == "Retry-After"));
        }
    }
    BOOST_TEST(ends["wrong_credentials"] >= static_cast<int>(options.max_pending_hashes));
    BOOST_TEST(ends["wrong_credentials"] + ends["overloaded"] == 200);
    BOOST_TEST(served > 0);
    BOOST_TEST((longest < 1s));
}

BOOST_AUTO_TEST_CASE(a_login_that_was_refused_for_want_of_room_is_no_failure)
{
    options.max_pending_hashes = 0;
    start();
    for (int i = 0; i != 20; ++i) BOOST_TEST(refusal(service->log_in(attempt("ada@example.org"))) == "503 overloaded");
}

BOOST_AUTO_TEST_CASE(a_login_that_is_cancelled_leaves_the_service_well)
{
    add_user("ada@example.org");
    std::array<boost::asio::cancellation_signal, 5> stops;
    std::size_t ended = 0;
    for (auto& stop : stops)
        boost::asio::co_spawn(io, service->log_in(attempt("ada@example.org")),
                              boost::asio::bind_cancellation_slot(
                                  stop.slot(), [&](const std::exception_ptr&, const new_session&) { ++ended; }));
    boost::asio::post(io, [&] {
        for (auto& stop : stops) stop.emit(boost::asio::cancellation_type::terminal);
    });
    io.restart();
    io.run();
    BOOST_TEST(ended == stops.size());
    pass(1h);
    BOOST_TEST(is_alive(log_in("ada@example.org")));
}

BOOST_AUTO_TEST_CASE(a_service_that_is_closed_while_logins_are_under_way_waits_for_its_threads)
{
    add_user("ada@example.org");
    for (int steps = 0; steps != 12; ++steps)
    {
        boost::asio::io_context stopped;
        for (int i = 0; i != 5; ++i)
            boost::asio::co_spawn(stopped, service->log_in(attempt("ada@example.org")), boost::asio::detached);
        for (int i = 0; i != 5 + steps; ++i) stopped.run_one();
        stop();
        start();
    }
    BOOST_TEST(is_alive(log_in("ada@example.org")));
}

BOOST_AUTO_TEST_CASE(a_user_agent_is_stored_bounded_and_printable)
{
    add_user("ada@example.org");
    auto a = attempt("ada@example.org");
    a.user_agent = "Evil\r\n\xFF\x1B" + std::string(10'000, 'x');
    const auto s = run(service->log_in(std::move(a)));
    BOOST_TEST(s.session.user_agent == "Evil????" + std::string(248, 'x'));
}

BOOST_AUTO_TEST_SUITE_END()
