// SPDX-License-Identifier: BSL-1.0
#include "accounts_fixture.hpp"
#include "api/uuid.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <map>

using namespace webapp;
using namespace std::chrono_literals;
using multipost::secret_string;

namespace {

struct fixture : accounts_fixture
{
    void set_policy(registration_policy p)
    {
        options.registration = p;
        start();
    }

    std::string add_with(std::string_view email, std::string_view invitation, std::string_view token = {})
    {
        auto u = applicant(email);
        u.invitation = secret_string(invitation);
        u.setup_token = secret_string(token);
        return refusal(service->add(std::move(u), client));
    }

    std::string invite(std::string_view email = {})
    {
        return std::string(
            run(service->invite(identity{role::operator_, "", "", "", ""}, std::string(email))).code.reveal());
    }

    /// How many of so many equal applications, made at once, end in what.
    template <class Make>
    std::map<std::string, int> apply_at_once(int count, Make make)
    {
        std::vector<std::future<user>> all;
        for (int i = 0; i != count; ++i)
            all.push_back(boost::asio::co_spawn(io, service->add(make(i), client), boost::asio::use_future));
        io.restart();
        io.run();
        std::map<std::string, int> ends;
        for (auto& one : all)
        {
            try
            {
                one.get();
                ++ends["added"];
            }
            catch (const problem& p)
            {
                ++ends[p.code];
            }
        }
        return ends;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(registration, fixture)

BOOST_AUTO_TEST_CASE(anybody_becomes_a_plain_user_where_registration_is_open)
{
    const auto ada = add_user(" Ada@Example.org ");
    BOOST_TEST(is_uuid(ada.id));
    BOOST_TEST(ada.email == "Ada@Example.org");
    BOOST_TEST(ada.display_name == "Somebody");
    BOOST_TEST((ada.role == role::user));
    BOOST_TEST((ada.created_at == wall));
    BOOST_TEST(log.last() == "registered user=" + ada.id + " role=user by=nobody client=192.0.2.1");
}

BOOST_AUTO_TEST_CASE(an_address_has_one_account_whatever_its_case)
{
    add_user("ada@example.org");
    BOOST_TEST(refusal(service->add(applicant("ADA@example.ORG"), client)) == "409 email_taken");
}

BOOST_AUTO_TEST_CASE(one_of_many_equal_registrations_made_at_once_is_taken)
{
    const auto ends = apply_at_once(20, [](int) { return applicant("ada@example.org"); });
    BOOST_TEST(ends.at("added") == 1);
    BOOST_TEST(ends.at("email_taken") == 19);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_where_it_stands)
{
    auto nameless = applicant("ada@example.org");
    nameless.display_name = "\n";
    BOOST_TEST(refusal(service->add(std::move(nameless), client)) == "400 bad_value /display_name");
    BOOST_TEST(refusal(service->add(applicant("ada"), client)) == "400 bad_value /email");
    BOOST_TEST(refusal(service->add(applicant("ada@example.org", std::string(257, 'x')), client)) ==
               "400 bad_value /password");
    BOOST_TEST(refusal(service->add(applicant("ada@example.org", "password1"), client)) == "422 weak_password");
    BOOST_TEST(refusal(service->add(applicant("ada.lovelace@example.org", "adalovelace"), client)) ==
               "422 weak_password");
    BOOST_TEST(count("users") == 0);
}

BOOST_AUTO_TEST_CASE(a_closed_server_takes_the_first_administrator_alone)
{
    set_policy(registration_policy::closed);
    const auto code = invite();
    BOOST_TEST(add_with("ada@example.org", "") == "403 registration_closed");
    BOOST_TEST(add_with("ada@example.org", code) == "403 registration_closed");
    BOOST_TEST(add_with("ada@example.org", "", setup_token) == "none");
    BOOST_TEST(log.last().find("role=administrator by=setup_token") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_setup_token_makes_one_administrator)
{
    BOOST_TEST(add_with("ada@example.org", "", "guessed") == "403 setup_token_invalid");
    BOOST_TEST(log.last() == "access_denied what=registration by=setup_token client=192.0.2.1");
    BOOST_TEST(setup_token.size() == 43U);
    BOOST_TEST(add_with("ada@example.org", "", setup_token) == "none");
    BOOST_TEST((log_in("ada@example.org").user.role == role::administrator));
    BOOST_TEST(add_with("eve@example.org", "", setup_token) == "403 setup_token_invalid");

    start();
    BOOST_TEST(setup_token == "");
    BOOST_TEST(add_with("eve@example.org", "", "") == "none");
    BOOST_TEST((log_in("eve@example.org").user.role == role::user));
}

BOOST_AUTO_TEST_CASE(a_new_start_makes_a_new_setup_token)
{
    const auto first = setup_token;
    start();
    BOOST_TEST(setup_token != first);
    BOOST_TEST(add_with("ada@example.org", "", first) == "403 setup_token_invalid");
}

BOOST_AUTO_TEST_CASE(a_setup_token_used_many_times_at_once_makes_one_administrator)
{
    const auto ends = apply_at_once(20, [this](int i) {
        auto u = applicant("ada" + std::to_string(i) + "@example.org");
        u.setup_token = secret_string(setup_token);
        return u;
    });
    BOOST_TEST(ends.at("added") == 1);
    BOOST_TEST(ends.at("setup_token_invalid") == 19);
}

BOOST_AUTO_TEST_CASE(the_operator_makes_administrators_whatever_the_policy_and_ends_the_setup)
{
    set_policy(registration_policy::closed);
    BOOST_TEST((add_administrator("ada@example.org").role == role::administrator));
    BOOST_TEST((add_administrator("grace@example.org").role == role::administrator));
    BOOST_TEST(add_with("eve@example.org", "", setup_token) == "403 setup_token_invalid");
}

BOOST_AUTO_TEST_CASE(an_invitation_lets_one_person_in)
{
    set_policy(registration_policy::invite);
    BOOST_TEST(add_with("ada@example.org", "") == "403 invitation_required");
    BOOST_TEST(add_with("ada@example.org", "mp-inv-guessed") == "403 invitation_invalid");
    const auto code = invite();
    BOOST_TEST(code.starts_with("mp-inv-"));
    BOOST_TEST(code.size() == 29U);
    BOOST_TEST(add_with("ada@example.org", code) == "none");
    BOOST_TEST(add_with("eve@example.org", code) == "403 invitation_invalid");
}

BOOST_AUTO_TEST_CASE(an_invitation_used_many_times_at_once_lets_one_person_in)
{
    set_policy(registration_policy::invite);
    const auto code = invite();
    const auto ends = apply_at_once(20, [&](int i) {
        auto u = applicant("ada" + std::to_string(i) + "@example.org");
        u.invitation = secret_string(code);
        return u;
    });
    BOOST_TEST(ends.at("added") == 1);
    BOOST_TEST(ends.at("invitation_invalid") == 19);
    BOOST_TEST(count("users") == 1);
}

BOOST_AUTO_TEST_CASE(an_invitation_for_an_address_is_for_nobody_else_and_not_used_up_by_others)
{
    set_policy(registration_policy::invite);
    const auto code = invite("Ada@example.org");
    BOOST_TEST(add_with("eve@example.org", code) == "403 invitation_invalid");
    BOOST_TEST(add_with("ada@Example.org", code) == "none");
}

BOOST_AUTO_TEST_CASE(an_invitation_is_not_used_up_by_a_registration_that_fails)
{
    set_policy(registration_policy::invite);
    const auto code = invite();
    auto weak = applicant("ada@example.org", "password1");
    weak.invitation = secret_string(code);
    BOOST_TEST(refusal(service->add(std::move(weak), client)) == "422 weak_password");
    BOOST_TEST(add_with("ada@example.org", code) == "none");
}

BOOST_AUTO_TEST_CASE(an_invitation_ends_after_a_week_over_restarts_too)
{
    set_policy(registration_policy::invite);
    const auto code = invite();
    const auto other = invite();
    pass(96h);
    run(service->sweep());
    start();
    pass(72h - 1s);
    BOOST_TEST(add_with("ada@example.org", code) == "none");
    pass(1s);
    BOOST_TEST(add_with("grace@example.org", other) == "403 invitation_invalid");
    run(service->sweep());
    BOOST_TEST(count("invitations") == 0);
}

BOOST_AUTO_TEST_CASE(who_invites_is_noted_and_the_code_is_not)
{
    const auto ada = add_administrator("ada@example.org");
    const auto session = log_in("ada@example.org");
    const auto i = run(service->invite(identity_of(session), "grace@example.org"));
    BOOST_TEST((i.expires_at == wall + 168h));
    BOOST_TEST(log.last() == "invited by=" + ada.id + " for=one address");
    BOOST_TEST(refusal(service->invite(identity_of(session), "grace")) == "400 bad_value /email");
}

BOOST_AUTO_TEST_CASE(registrations_from_one_address_are_throttled)
{
    options.throttle.registration.burst = 3;
    start();
    for (int i = 0; i != 3; ++i) BOOST_TEST(add_with("ada" + std::to_string(i) + "@example.org", "") == "none");
    const auto p = problem_of_run(service->add(applicant("ada4@example.org"), client));
    BOOST_TEST_REQUIRE(p.has_value());
    BOOST_TEST(described(*p) == "429 too_many_requests");
    BOOST_TEST((p->headers == std::vector<std::pair<std::string, std::string>>{{"Retry-After", "3"}}));
    BOOST_TEST(log.last() == "rate_limited what=registration client=192.0.2.1");
    pass(3s);
    BOOST_TEST(add_with("ada4@example.org", "") == "none");
}

BOOST_AUTO_TEST_SUITE_END()
