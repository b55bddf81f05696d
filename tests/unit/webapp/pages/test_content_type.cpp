// SPDX-License-Identifier: BSL-1.0
#include "pages/content_type.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;

BOOST_AUTO_TEST_CASE(a_content_type_is_told_by_the_end_of_the_name)
{
    BOOST_TEST(content_type_of("/assets/index-BzQ2xk1a.js") == "text/javascript; charset=utf-8");
    BOOST_TEST(content_type_of("/assets/index.min-BzQ2xk1a.css") == "text/css; charset=utf-8");
    BOOST_TEST(content_type_of("/favicon.svg") == "image/svg+xml");
    BOOST_TEST(content_type_of("/assets/inter.woff2") == "font/woff2");
    // nothing that a browser would run
    for (const auto* path : {"/LICENSE", "/a.exe", "/js", "/a.js.map", ""})
        BOOST_TEST_CONTEXT(path) BOOST_TEST(content_type_of(path) == "application/octet-stream");
}
