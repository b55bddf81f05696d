// SPDX-License-Identifier: BSL-1.0
#include "delivery/retry_policy.hpp"
#include "printing.hpp"
#include "scripted_operation.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::testing;
using namespace std::chrono_literals;

namespace {

attempt_outcome outcome_of(failure_class kind, std::optional<std::chrono::milliseconds> retry_after = std::nullopt)
{
    auto f = fails(kind);
    f.retry_after = retry_after;
    return play({publishes_once(), f}, {answer(503)});
}

/// Milliseconds to wait, or -1 to give up.
std::chrono::milliseconds::rep wait(const attempt_outcome& last, retry_standing standing, double chance,
                                    idempotency_info idempotency = {})
{
    const auto found = wait_before_retry(retry_policy{}, last, standing, idempotency, chance);
    return found ? found->count() : -1;
}

constexpr auto long_left = std::chrono::hours(1000);

} // namespace

BOOST_AUTO_TEST_SUITE(retry_policy_rules)

BOOST_AUTO_TEST_CASE(waits_grow_twofold_up_to_the_cap_and_are_drawn_from_zero)
{
    const auto transient = outcome_of(failure_class::transient);
    retry_policy many;
    many.max_attempts = 1'000'000;
    const std::pair<unsigned, int> table[] = {{1, 500},    {2, 1000},   {3, 2000},
                                              {7, 32'000}, {8, 60'000}, {999'999, 60'000}};
    for (const auto& [attempts, longest] : table) BOOST_TEST_CONTEXT(attempts)
        {
            const retry_standing standing{attempts, long_left, 0ms};
            BOOST_TEST(wait_before_retry(many, transient, standing, {}, 0.0).value().count() == 0);
            BOOST_TEST(wait_before_retry(many, transient, standing, {}, 0.5).value().count() == longest / 2);
            BOOST_TEST(wait_before_retry(many, transient, standing, {}, 0.999999).value().count() < longest);
        }
}

BOOST_AUTO_TEST_CASE(what_the_network_asked_for_is_kept_and_lengthened_by_a_tenth_at_most)
{
    const retry_standing standing{1, long_left, 0ms};
    for (const auto kind : {failure_class::rate_limited, failure_class::transient})
    {
        BOOST_TEST(wait(outcome_of(kind, 3s), standing, 0.0) == 3000);
        BOOST_TEST(wait(outcome_of(kind, 3s), standing, 0.5) == 3150);
        BOOST_TEST(wait(outcome_of(kind, 0s), standing, 0.0) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_network_that_asks_for_no_wait_gets_the_backoff)
{
    const retry_standing standing{3, long_left, 0ms};
    BOOST_TEST(wait(outcome_of(failure_class::rate_limited, 0s), standing, 0.5) == 1000);
    BOOST_TEST(wait(outcome_of(failure_class::rate_limited, 10s), standing, 0.5) == 10'500);
}

BOOST_AUTO_TEST_CASE(rate_limits_use_up_no_attempts_and_have_a_bound_of_their_own)
{
    const auto limited = outcome_of(failure_class::rate_limited, 1s);
    BOOST_TEST(wait(limited, {7, long_left, 0ms, 7}, 0.0) == 1000);
    BOOST_TEST(wait(limited, {99, long_left, 0ms, 95}, 0.0) == 1000);
    BOOST_TEST(wait(limited, {99, long_left, 0ms, 94}, 0.0) == -1);
    BOOST_TEST(wait(limited, {100, long_left, 0ms, 100}, 0.0) == -1);
}

BOOST_AUTO_TEST_CASE(an_absurd_wait_counts_as_a_day)
{
    const retry_standing standing{1, long_left, 0ms};
    BOOST_TEST(wait(outcome_of(failure_class::rate_limited, std::chrono::milliseconds::max()), standing, 0.0) ==
               86'400'000);
    BOOST_TEST(wait(outcome_of(failure_class::rate_limited, -5s), standing, 0.0) == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_help_is_not_repeated)
{
    const retry_standing standing{1, long_left, 0ms};
    for (const auto kind : {failure_class::message_rejected, failure_class::channel_dead, failure_class::auth})
        BOOST_TEST(wait(outcome_of(kind), standing, 0.0) == -1);
    BOOST_TEST(wait(play({publishes(), accepted()}, {answer(200)}), standing, 0.0) == -1);
    BOOST_TEST(wait(play({sleep_for{}, fails(failure_class::transient)}, {cancel_wanted{}}), standing, 0.0) == -1);
    BOOST_TEST(wait(play({publishes(), fails(failure_class::transient)}, {lost()}), standing, 0.0) == -1);
}

BOOST_AUTO_TEST_CASE(attempts_and_time_are_limited)
{
    const auto transient = outcome_of(failure_class::transient);
    BOOST_TEST(wait(transient, {4, long_left, 0ms}, 0.0) == 0);
    BOOST_TEST(wait(transient, {5, long_left, 0ms}, 0.0) == -1);
    BOOST_TEST(wait(outcome_of(failure_class::rate_limited, 10s), {1, 10'001ms, 0ms}, 0.0) == 10'000);
    BOOST_TEST(wait(outcome_of(failure_class::rate_limited, 10s), {1, 10'000ms, 0ms}, 0.0) == -1);
    BOOST_TEST(wait(transient, {1, 0ms, 0ms}, 0.0) == -1);
}

BOOST_AUTO_TEST_CASE(a_repetition_the_network_must_recognise_is_made_only_while_it_remembers)
{
    const auto in_doubt = play({publishes_once(), fails(failure_class::transient)}, {lost()});
    idempotency_info none;
    idempotency_info hour{idempotency_info::kind::timed, 1h};
    idempotency_info forever{idempotency_info::kind::unbounded, 0s};
    BOOST_TEST(wait(in_doubt, {1, long_left, 0ms}, 0.0, none) == -1);
    BOOST_TEST(wait(in_doubt, {1, long_left, 59min}, 0.0, hour) == 0);
    BOOST_TEST(wait(in_doubt, {1, long_left, 1h}, 0.0, hour) == -1);
    BOOST_TEST(wait(in_doubt, {1, long_left, 1h}, 0.0, forever) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
