// SPDX-License-Identifier: BSL-1.0
#include "pages/page_paths.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;

BOOST_AUTO_TEST_CASE(pages_are_known_by_their_paths)
{
    for (const auto* path :
         {"/", "/login", "/register", "/setup", "/settings", "/channels", "/channels/new", "/compose",
          "/compose/0199f3a6-2c34-7f64-93e5-708192a3b4c5", "/posts", "/posts/", "/posts/x/y"})
        BOOST_TEST_CONTEXT(path) BOOST_TEST(is_page(path));
    for (const auto* path : {"", "*", "/Login", "/login/", "/login/x", "/posted", "/channelsx", "/api", "/api/v1/posts",
                             "/livez", "/index.html", "//posts"})
        BOOST_TEST_CONTEXT(path) BOOST_TEST(!is_page(path));
}
