// SPDX-License-Identifier: BSL-1.0
#include "accounts/session_clock.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;
using namespace std::chrono_literals;

namespace {

constexpr session_clock::steady_time boot{500h};
constexpr multipost::wall_time noon{1'795'262'400'000ms};
constexpr session_clock::reading week = 168h;

session_clock::reading read_after_restart(session_clock::note last, multipost::wall_time wall_now)
{
    return session_clock(last, week, boot, wall_now).read(boot);
}

} // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(session_clock::reading)
BOOST_AUTO_TEST_SUITE(session_clocks)

BOOST_AUTO_TEST_CASE(it_begins_at_zero_and_counts_what_the_steady_clock_counts)
{
    const session_clock clock(std::nullopt, week, boot, noon);
    BOOST_TEST((clock.read(boot) == 0ms));
    BOOST_TEST((clock.read(boot + 90min) == 90min));
}

BOOST_AUTO_TEST_CASE(after_a_restart_it_goes_on_by_what_has_passed)
{
    session_clock::note last;
    last.at = 1'000h;
    last.wall = noon;
    const struct
    {
        const char* what;
        multipost::wall_time wall_now;
        session_clock::reading expected;
    } rows[] = {
        {"at once", noon, 1'000h},
        {"after two hours", noon + 2h, 1'002h},
        {"after a week", noon + week, 1'168h},
        {"after a month", noon + 720h, 1'168h},
        {"the wall clock was put back by a year", noon - 8'760h, 1'000h},
        {"the wall clock was put forward by ten years", noon + 87'600h, 1'168h},
        {"the wall clock begins in 1970", multipost::wall_time{}, 1'000h},
    };
    for (const auto& row : rows) BOOST_TEST((read_after_restart(last, row.wall_now) == row.expected), row.what);
}

BOOST_AUTO_TEST_CASE(a_clock_put_forward_and_back_costs_no_more_than_the_bound)
{
    session_clock::note last;
    last.at = 1'000h;
    last.wall = noon;
    last.at = read_after_restart(last, noon + 87'600h);
    last.wall = noon + 87'600h;
    BOOST_TEST((read_after_restart(last, noon + 1h) == 1'000h + week));
}

BOOST_AUTO_TEST_SUITE_END()
