// SPDX-License-Identifier: BSL-1.0
#include "sandbox/rate_limiter.hpp"

#include "requests.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using sandbox_test::arrival;

BOOST_AUTO_TEST_SUITE(rate_limiter)

BOOST_AUTO_TEST_CASE(a_key_has_its_requests_anew_in_each_window)
{
    sandbox::rate_limiter limiter{2, 1s};
    BOOST_TEST(limiter.take("a", arrival).remaining == 1U);
    BOOST_TEST(limiter.take("a", arrival + 400ms).remaining == 0U);
    const auto refused = limiter.take("a", arrival + 999ms);
    BOOST_TEST(!refused.granted);
    BOOST_TEST((refused.reset_after == 1ms));
    BOOST_TEST(limiter.take("b", arrival + 999ms).granted);
    BOOST_TEST(limiter.take("a", arrival + 1s).granted);
}

BOOST_AUTO_TEST_SUITE_END()
