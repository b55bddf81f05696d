// SPDX-License-Identifier: BSL-1.0
#include "publisher/uuid_v7.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(uuid_v7_rules)

// RFC 9562 appendix A.6: 2022-02-22T19:22:22Z, rand_a = 0xCC3, rand_b = 0x18C4DC0C0C07398F.
BOOST_AUTO_TEST_CASE(the_example_of_the_standard_comes_out)
{
    const std::chrono::sys_time<std::chrono::milliseconds> time(std::chrono::milliseconds(0x017F22E279B0));
    BOOST_TEST(uuid_v7(time, {0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F}) ==
               "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

BOOST_AUTO_TEST_CASE(ids_sort_by_time_and_do_not_repeat)
{
    const std::chrono::sys_time<std::chrono::milliseconds> time(std::chrono::milliseconds(1'700'000'000'000));
    std::set<std::string> ids;
    for (int i = 0; i != 1000; ++i) ids.insert(new_delivery_id(time));
    BOOST_TEST(ids.size() == 1000U);
    BOOST_TEST(*ids.rbegin() < new_delivery_id(time + std::chrono::milliseconds(1)));
}

BOOST_AUTO_TEST_SUITE_END()
