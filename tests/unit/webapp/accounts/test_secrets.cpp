// SPDX-License-Identifier: BSL-1.0
#include "accounts_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;
using multipost::secret_string;

BOOST_FIXTURE_TEST_SUITE(secrets, accounts_fixture)

BOOST_AUTO_TEST_CASE(no_password_token_or_code_is_in_a_file_or_in_the_log)
{
    auto first = applicant("root@example.org");
    first.setup_token = secret_string(setup_token);
    run(service->add(std::move(first), client));
    add_user("ada@example.org");
    const auto s = log_in("ada@example.org");
    is_alive(s);
    const auto code = run(service->invite(identity_of(s), "")).code;
    refusal(service->log_in(attempt("ada@example.org", "a guess at the password")));
    refusal(service->log_in(attempt("a password typed here", "by mistake")));
    run(service->change_password(identity_of(s), secret_string(good_password), secret_string(better_password)));
    run(service->sweep());

    auto everywhere = stored_bytes();
    BOOST_TEST(everywhere.find("ada@example.org") != std::string::npos); // it is the right place to look
    for (const auto& record : log.records) everywhere += record + '\n';
    const std::string hidden[] = {setup_token,
                                  std::string(good_password),
                                  std::string(better_password),
                                  "a guess at the password",
                                  "a password typed here",
                                  std::string(s.token.reveal()),
                                  std::string(s.device_token.reveal()),
                                  std::string(code.reveal())};
    for (const auto& secret : hidden) BOOST_TEST(everywhere.find(secret) == std::string::npos, secret);
}

BOOST_AUTO_TEST_SUITE_END()
