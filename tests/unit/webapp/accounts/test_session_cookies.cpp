// SPDX-License-Identifier: BSL-1.0
#include "accounts/session_cookies.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(cookies)

BOOST_AUTO_TEST_CASE(cookies_are_bound_to_their_host_where_the_origin_is_https)
{
    const session_cookies c("https://post.example.org", 720h);
    BOOST_TEST(c.session_name() == "__Host-multipost_session");
    BOOST_TEST(c.device_name() == "__Host-multipost_device");
    BOOST_TEST(c.set_session("TOKEN") ==
               "__Host-multipost_session=TOKEN; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax");
    BOOST_TEST(c.set_device("TOKEN") ==
               "__Host-multipost_device=TOKEN; Path=/; Max-Age=15552000; Secure; HttpOnly; SameSite=Lax");
    BOOST_TEST(c.end_session() == "__Host-multipost_session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
}

BOOST_AUTO_TEST_CASE(login_works_over_plain_http_with_cookies_of_other_names)
{
    const session_cookies c("http://127.0.0.1:8080", 720h);
    BOOST_TEST(c.session_name() == "multipost_session");
    BOOST_TEST(c.device_name() == "multipost_device");
    BOOST_TEST(c.set_session("TOKEN") == "multipost_session=TOKEN; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
    BOOST_TEST(c.set_device("TOKEN") == "multipost_device=TOKEN; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax");
    BOOST_TEST(c.end_session() == "multipost_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
}

BOOST_AUTO_TEST_SUITE_END()
