// SPDX-License-Identifier: BSL-1.0
#include "accounts_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;
using namespace std::chrono_literals;
using multipost::secret_string;

namespace {

struct fixture : accounts_fixture
{
    fixture() { add_user("ada@example.org"); }

    std::string change(const new_session& by, std::string_view current, std::string_view next)
    {
        return refusal(service->change_password(identity_of(by), secret_string(current), secret_string(next)));
    }

    std::string reset(std::string_view email, std::string_view next)
    {
        return refusal(service->reset_password(std::string(email), secret_string(next)));
    }

    std::string log_in_refused(std::string_view password)
    {
        return refusal(service->log_in(attempt("ada@example.org", password)));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(password_changes, fixture)

BOOST_AUTO_TEST_CASE(a_changed_password_ends_all_other_sessions)
{
    const auto other = log_in("ada@example.org");
    const auto own = log_in("ada@example.org");
    BOOST_TEST(is_alive(other));
    BOOST_TEST(change(own, good_password, better_password) == "none");
    BOOST_TEST(!is_alive(other));
    BOOST_TEST(is_alive(own));
    BOOST_TEST(log.last() == "password_changed user=" + own.user.id + " by=user sessions_ended=all others");
    BOOST_TEST(log_in_refused(good_password) == "401 wrong_credentials");
    BOOST_TEST(log_in_refused(better_password) == "none");
    BOOST_TEST(change(own, better_password, good_password) == "none"); // as often as one likes
}

BOOST_AUTO_TEST_CASE(whoever_holds_a_session_that_a_new_password_ended_is_told_so_and_when)
{
    const auto other = log_in("ada@example.org");
    const auto own = log_in("ada@example.org");
    BOOST_TEST(!run(service->current(identity_of(own))).user.password_changed_at.has_value());
    BOOST_TEST(change(own, good_password, better_password) == "none");
    BOOST_TEST((run(service->current(identity_of(own))).user.password_changed_at == wall));

    start(); // it is not forgotten over a restart
    const auto told = problem_of_run(service->find_session(other.token));
    BOOST_TEST_REQUIRE(told.has_value());
    BOOST_TEST(described(*told) == "401 password_changed");
    BOOST_TEST(told->detail.starts_with("The password of this account was changed on 2026-11-21 at 12:00 UTC, "));
    BOOST_TEST(is_alive(own));

    BOOST_TEST(reset("ada@example.org", good_password) == "none");
    BOOST_TEST(refusal(service->find_session(own.token)) == "401 password_changed");
    pass(options.session_age);
    BOOST_TEST(!run(service->find_session(own.token)).has_value());
    run(service->sweep());
    BOOST_TEST(count("ended_sessions") == 0);
}

BOOST_AUTO_TEST_CASE(a_session_that_its_owner_ended_is_not_blamed_on_a_password)
{
    const auto other = log_in("ada@example.org");
    const auto own = log_in("ada@example.org");
    run(service->end_session(identity_of(own), other.session.id));
    BOOST_TEST(change(own, good_password, better_password) == "none");
    BOOST_TEST(!run(service->find_session(other.token)).has_value());
}

BOOST_AUTO_TEST_CASE(the_old_password_is_needed_and_the_new_one_judged)
{
    const auto other = log_in("ada@example.org");
    const auto own = log_in("ada@example.org");
    BOOST_TEST(change(own, better_password, better_password) == "422 wrong_password");
    BOOST_TEST(change(own, good_password, "somebody1") == "422 weak_password");
    BOOST_TEST(change(own, good_password, "short") == "422 weak_password");
    BOOST_TEST(change(own, good_password, std::string(257, 'x')) == "400 bad_value /new_password");
    BOOST_TEST(is_alive(other));
    BOOST_TEST(log_in_refused(good_password) == "none");
}

BOOST_AUTO_TEST_CASE(wrong_passwords_are_throttled_by_session)
{
    const auto own = log_in("ada@example.org");
    const auto other = log_in("ada@example.org");
    for (int i = 0; i != 6; ++i) BOOST_TEST(change(own, "guess", better_password) == "422 wrong_password");
    BOOST_TEST(change(own, good_password, better_password) == "429 too_many_attempts");
    BOOST_TEST(change(other, "guess", better_password) == "422 wrong_password");
    pass(1s);
    BOOST_TEST(change(own, good_password, better_password) == "none");
}

BOOST_AUTO_TEST_CASE(somebody_who_fails_to_log_in_does_not_keep_the_user_from_changing_the_password)
{
    const auto own = log_in("ada@example.org");
    for (int i = 0; i != 100; ++i) log_in_refused("guess");
    BOOST_TEST(change(own, good_password, better_password) == "none");
}

BOOST_AUTO_TEST_CASE(the_operator_resets_a_forgotten_password_and_all_is_as_new)
{
    const auto s = log_in("ada@example.org");
    for (int i = 0; i != 20; ++i) log_in_refused("guess");
    BOOST_TEST(reset("ADA@example.org", better_password) == "none");
    BOOST_TEST(log.last() == "password_changed user=" + s.user.id + " by=operator sessions_ended=all");
    BOOST_TEST(!is_alive(s));
    BOOST_TEST(count("sessions") == 0);
    BOOST_TEST(count("known_devices") == 0);
    BOOST_TEST(log_in_refused(better_password) == "none");
    BOOST_TEST(log_in_refused(good_password) == "401 wrong_credentials");
}

BOOST_AUTO_TEST_CASE(a_reset_is_refused_for_nobody_and_for_weak_passwords)
{
    BOOST_TEST(reset("eve@example.org", better_password) == "404 not_found");
    BOOST_TEST(reset("ada@example.org", "password1") == "422 weak_password");
    BOOST_TEST(reset("ada@example.org", std::string(257, 'x')) == "400 bad_value /password");
    BOOST_TEST(log_in_refused(good_password) == "none");
}

BOOST_AUTO_TEST_CASE(a_login_under_way_while_the_password_changes_gets_no_session)
{
    const auto own = log_in("ada@example.org");
    // The login is at its hash when the reset is recorded: one thread hashes one after another.
    options.hash_threads = 1;
    start();
    auto reset = boost::asio::co_spawn(io, service->reset_password("ada@example.org", secret_string(better_password)),
                                       boost::asio::use_future);
    auto login = boost::asio::co_spawn(io, service->log_in(attempt("ada@example.org")), boost::asio::use_future);
    io.restart();
    io.run();
    reset.get();
    BOOST_CHECK_THROW(login.get(), problem);
    BOOST_TEST(count("sessions") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
