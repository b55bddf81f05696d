// SPDX-License-Identifier: BSL-1.0
#include "printing.hpp"
#include "scripted_operation.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::testing;

BOOST_AUTO_TEST_SUITE(delivery_fsm_rules)

BOOST_AUTO_TEST_CASE(an_answer_the_connector_calls_success_is_a_delivery)
{
    const auto outcome = play({publishes(), named("42")}, {answer(200)});
    BOOST_TEST(outcome.state == delivery_state::delivered);
    BOOST_TEST(outcome.success.value().remote_id == "42");
    BOOST_TEST(!outcome.failure.has_value());
    BOOST_TEST(outcome.left == exposure::nothing);
}

BOOST_AUTO_TEST_CASE(the_connectors_verdict_on_an_answer_stands)
{
    struct row
    {
        failure_class said;
        delivery_state state;
        bool repeatable;
    };
    const row table[] = {
        {failure_class::message_rejected, delivery_state::failed, false},
        {failure_class::channel_dead, delivery_state::failed, false},
        {failure_class::auth, delivery_state::failed, false},
        {failure_class::rate_limited, delivery_state::failed, true},
        {failure_class::transient, delivery_state::failed, true},
        {failure_class::unconfirmed, delivery_state::unconfirmed, false},
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT(to_string(r.said))
        {
            const auto outcome = play({publishes(), fails(r.said)}, {answer(400)});
            BOOST_TEST(outcome.state == r.state);
            BOOST_TEST(outcome.repeatable == r.repeatable);
            BOOST_TEST(outcome.failure.value().kind == r.said);
            BOOST_TEST(outcome.failure.value().what == "The connector's words.");
        }
}

BOOST_AUTO_TEST_CASE(an_undocumented_answer_to_publishes_once_may_be_tried_again)
{
    const auto outcome = play({publishes_once(), fails(failure_class::unconfirmed)}, {answer(500)});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(outcome.left == exposure::recognised);
    BOOST_TEST(outcome.repeatable);
}

BOOST_AUTO_TEST_CASE(a_request_without_an_answer_is_judged_by_its_effect_and_whether_it_left)
{
    struct row
    {
        effect e;
        bool sent;
        delivery_state state;
        failure_class kind;
        bool repeatable;
        exposure left;
    };
    const row table[] = {
        {effect::prepares, false, delivery_state::failed, failure_class::transient, true, exposure::nothing},
        {effect::prepares, true, delivery_state::failed, failure_class::transient, true, exposure::nothing},
        {effect::publishes, false, delivery_state::failed, failure_class::transient, true, exposure::nothing},
        {effect::publishes, true, delivery_state::unconfirmed, failure_class::unconfirmed, false, exposure::doubtful},
        {effect::publishes_once, false, delivery_state::failed, failure_class::transient, true, exposure::nothing},
        {effect::publishes_once, true, delivery_state::unconfirmed, failure_class::unconfirmed, true,
         exposure::recognised},
    };
    // Whatever the connector makes of it.
    for (const auto said : {failure_class::transient, failure_class::message_rejected, failure_class::unconfirmed})
        for (const auto& r : table)
            BOOST_TEST_CONTEXT(to_string(r.e) << (r.sent ? " sent" : " not sent") << ", said " << to_string(said))
            {
                const auto outcome = play({request_of(r.e), fails(said)}, {r.sent ? lost() : not_sent()});
                BOOST_TEST(outcome.state == r.state);
                BOOST_TEST(outcome.failure.value().kind == r.kind);
                BOOST_TEST(outcome.repeatable == r.repeatable);
                BOOST_TEST(outcome.left == r.left);
            }
}

BOOST_AUTO_TEST_CASE(the_hosts_words_win_when_there_was_no_answer)
{
    const auto refused = play({publishes(), fails(failure_class::unconfirmed)}, {not_sent()});
    BOOST_TEST(refused.failure.value().code == "connection_refused");
    BOOST_TEST(refused.failure.value().what == "Nobody listens there.");
    BOOST_TEST(refused.failure.value().advice == "Check the address.");

    const auto late = play({publishes(), fails(failure_class::transient)}, {lost()});
    BOOST_TEST(late.failure.value().code == "timeout");
    BOOST_TEST(late.failure.value().what == "The network did not answer in time.");
    BOOST_TEST(late.failure.value().advice == "Look whether it has arrived before you send it again.");
}

BOOST_AUTO_TEST_CASE(what_the_egress_policy_refuses_is_not_tried_again)
{
    const auto outcome = play({publishes(), fails(failure_class::transient)}, {not_sent(io_error::forbidden)});
    BOOST_TEST(outcome.state == delivery_state::failed);
    BOOST_TEST(outcome.failure.value().kind == failure_class::channel_dead);
    BOOST_TEST(!outcome.repeatable);
}

BOOST_AUTO_TEST_CASE(unconfirmed_before_anything_publishing_was_sent_is_transient)
{
    const auto outcome = play({prepares(), fails(failure_class::unconfirmed)}, {answer(500)});
    BOOST_TEST(outcome.state == delivery_state::failed);
    BOOST_TEST(outcome.failure.value().kind == failure_class::transient);
    BOOST_TEST(outcome.repeatable);
}

BOOST_AUTO_TEST_CASE(a_lost_publication_can_be_proved_by_an_id)
{
    const auto outcome = play({publishes(), prepares(), named("42")}, {lost(), answer(200)});
    BOOST_TEST(outcome.state == delivery_state::delivered);
    BOOST_TEST(outcome.success.value().remote_id == "42");
}

BOOST_AUTO_TEST_CASE(a_lost_publication_is_not_proved_by_anything_less)
{
    const std::vector<std::pair<std::vector<operation_action>, std::vector<operation_event>>> table = {
        {{publishes(), named("42")}, {lost()}},
        {{publishes(), accepted()}, {lost()}},
        {{publishes(), prepares(), accepted()}, {lost(), answer(200)}},
        {{publishes(), prepares(), named("42")}, {lost(), lost()}},
    };
    for (const auto& [script, events] : table)
    {
        const auto outcome = play(script, events);
        BOOST_TEST(outcome.state == delivery_state::unconfirmed);
        BOOST_TEST(outcome.failure.value().kind == failure_class::unconfirmed);
        BOOST_TEST(outcome.failure.value().code == "plugin_misbehaved");
        BOOST_TEST(!outcome.repeatable);
    }
}

BOOST_AUTO_TEST_CASE(a_lost_publication_stays_in_doubt_whatever_the_connector_finds_out_later)
{
    const auto outcome = play({publishes(), prepares(), fails(failure_class::transient)}, {lost(), answer(404)});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(!outcome.repeatable);
}

BOOST_AUTO_TEST_CASE(nothing_publishes_again_after_a_lost_publication)
{
    for (const auto first : {effect::publishes, effect::publishes_once})
        for (const auto second : {effect::publishes, effect::publishes_once})
            BOOST_TEST_CONTEXT(to_string(first) << " then " << to_string(second))
            {
                const bool allowed = first == effect::publishes_once && second == effect::publishes_once;
                const auto events =
                    allowed ? std::vector<operation_event>{lost(), answer(200)} : std::vector<operation_event>{lost()};
                const auto outcome = play({request_of(first), request_of(second), accepted()}, events);
                BOOST_TEST(outcome.state == (allowed ? delivery_state::delivered : delivery_state::unconfirmed));
            }
}

BOOST_AUTO_TEST_CASE(a_delivery_without_an_answer_to_a_publishing_request_is_misbehaviour)
{
    const std::vector<std::pair<std::vector<operation_action>, std::vector<operation_event>>> table = {
        {{accepted()}, {}},
        {{named("42")}, {}},
        {{prepares(), named("42")}, {answer(200)}},
        {{publishes(), named("42")}, {not_sent()}},
        {{publishes(), prepares(), named("42")}, {not_sent(), answer(200)}},
    };
    for (const auto& [script, events] : table)
    {
        const auto outcome = play(script, events);
        BOOST_TEST(outcome.state == delivery_state::failed);
        BOOST_TEST(outcome.failure.value().kind == failure_class::message_rejected);
        BOOST_TEST(outcome.failure.value().code == "plugin_misbehaved");
        BOOST_TEST(!outcome.repeatable);
    }
}

BOOST_AUTO_TEST_CASE(misbehaviour_after_an_answer_nobody_judged_is_unconfirmed)
{
    for (const auto& how : std::vector<operation_action>{misbehaviour{"an action of kind 99"},
                                                         fails(failure_class::message_rejected, "plugin_misbehaved"),
                                                         done{proof::none, {}, {}, {}, {}}})
    {
        const auto after = play({publishes(), how}, {answer(200)});
        BOOST_TEST(after.state == delivery_state::unconfirmed);
        BOOST_TEST(after.failure.value().code == "plugin_misbehaved");
        BOOST_TEST(!after.repeatable);

        const auto before = play({prepares(), how}, {answer(200)});
        BOOST_TEST(before.state == delivery_state::failed);
        BOOST_TEST(before.failure.value().kind == failure_class::message_rejected);
        BOOST_TEST(before.failure.value().code == "plugin_misbehaved");
        BOOST_TEST(!before.repeatable);
    }
}

BOOST_AUTO_TEST_CASE(a_429_is_a_refusal_even_if_the_connector_misbehaves_on_it)
{
    const auto outcome = play({publishes(), misbehaviour{"nonsense"}}, {answer(429)});
    BOOST_TEST(outcome.state == delivery_state::failed);
}

BOOST_AUTO_TEST_CASE(an_operation_that_never_ends_is_ended)
{
    auto rules = usual_rules();
    rules.max_actions = 3;
    const auto outcome =
        play({prepares(), sleep_for{}, prepares(), sleep_for{}}, {answer(200), timer_fired{}, answer(200)}, rules);
    BOOST_TEST(outcome.state == delivery_state::failed);
    BOOST_TEST(outcome.failure.value().code == "plugin_misbehaved");
    BOOST_TEST(outcome.failure.value().what == "The connector misbehaved: it did not end within 3 steps.");
}

BOOST_AUTO_TEST_CASE(a_request_that_is_not_allowed_is_not_made)
{
    auto foreign = publishes();
    foreign.url = "https://elsewhere.example.com/";
    const auto outcome = play({foreign}, {});
    BOOST_TEST(outcome.state == delivery_state::failed);
    BOOST_TEST(outcome.failure.value().code == "plugin_misbehaved");
    BOOST_TEST(outcome.failure.value().what ==
               "The connector misbehaved: it asked for a URL outside the hosts it names and the channel's own.");
}

BOOST_AUTO_TEST_CASE(actions_beyond_their_bounds_are_misbehaviour)
{
    const std::vector<operation_action> table = {
        sleep_for{std::chrono::milliseconds(-1)},
        sleep_for{std::chrono::milliseconds(600'001)},
        store_checkpoint{std::string((64U << 10U) + 1, 'x')},
    };
    for (const auto& action : table)
    {
        const auto outcome = play({action}, {});
        BOOST_TEST(outcome.failure.value().code == "plugin_misbehaved");
    }
}

BOOST_AUTO_TEST_CASE(a_check_needs_no_publication_and_may_not_make_one)
{
    auto rules = usual_rules();
    rules.may_publish = false;
    BOOST_TEST(play({prepares(), accepted()}, {answer(200)}, rules).state == delivery_state::delivered);
    const auto outcome = play({publishes()}, {}, rules);
    BOOST_TEST(outcome.state == delivery_state::failed);
    BOOST_TEST(outcome.failure.value().code == "plugin_misbehaved");
}

BOOST_AUTO_TEST_CASE(what_only_decorates_a_delivery_does_not_cost_it)
{
    auto claim = named("42");
    claim.permalink = "javascript:alert(1)";
    claim.pause = std::chrono::milliseconds(-5);
    const auto outcome = play({publishes(), claim}, {answer(200)});
    BOOST_TEST(outcome.state == delivery_state::delivered);
    BOOST_TEST(outcome.success.value().permalink.empty());
    BOOST_TEST(outcome.success.value().pause.count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(delivery_fsm_parts)

BOOST_AUTO_TEST_CASE(a_part_that_no_checkpoint_covers_makes_a_failure_unrepeatable)
{
    const auto outcome = play({publishes(), publishes(), fails(failure_class::transient)}, {answer(200), not_sent()});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(outcome.left == exposure::doubtful);
    BOOST_TEST(!outcome.repeatable);
    BOOST_TEST(outcome.failure.value().what == "Nobody listens there. It may be published already.");
}

BOOST_AUTO_TEST_CASE(a_part_that_a_checkpoint_covers_can_be_resumed)
{
    const auto outcome = play({publishes(), store_checkpoint{"1"}, publishes(), fails(failure_class::rate_limited)},
                              {answer(200), stored{}, answer(429)});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(outcome.left == exposure::parts);
    BOOST_TEST(outcome.repeatable);
    BOOST_TEST(outcome.failure.value().what == "The connector's words. Parts of it are published already.");
}

BOOST_AUTO_TEST_CASE(a_part_refused_for_good_is_not_tried_again)
{
    const auto outcome = play({publishes(), store_checkpoint{"1"}, publishes(), fails(failure_class::message_rejected)},
                              {answer(200), stored{}, answer(400)});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(!outcome.repeatable);
}

BOOST_AUTO_TEST_CASE(a_checkpoint_that_was_not_stored_covers_nothing)
{
    const auto outcome =
        play({publishes(), store_checkpoint{"1"}, fails(failure_class::transient)}, {answer(200), cancel_wanted{}});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(outcome.left == exposure::doubtful);
}

BOOST_AUTO_TEST_CASE(what_an_interruption_would_leave_is_known_before_each_step)
{
    struct row
    {
        std::vector<operation_action> script;
        std::vector<operation_event> events; ///< before the step that is interrupted, the script's last
        exposure before;
        exposure left;
    };
    const auto none = exposure::nothing;
    const row table[] = {
        {{prepares()}, {}, none, exposure::nothing},
        {{publishes()}, {}, none, exposure::doubtful},
        {{publishes_once()}, {}, none, exposure::recognised},
        {{publishes_once()}, {}, exposure::parts, exposure::recognised},
        {{prepares()}, {}, exposure::recognised, exposure::recognised},
        {{prepares(), publishes()}, {answer(200)}, none, exposure::doubtful},
        {{prepares(), store_checkpoint{"1"}}, {answer(200)}, none, exposure::nothing},
        {{publishes(), store_checkpoint{"1"}}, {answer(200)}, none, exposure::parts},
        {{publishes(), store_checkpoint{"1"}, prepares()}, {answer(200), stored{}}, none, exposure::parts},
        {{publishes(), prepares()}, {answer(200)}, none, exposure::doubtful},
        {{publishes(), store_checkpoint{"1"}, publishes()}, {answer(200), stored{}}, none, exposure::doubtful},
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT("row " << &r - table)
        {
            auto rules = usual_rules();
            rules.before = r.before;
            delivery_fsm fsm(std::make_unique<scripted_operation>(r.script), rules);
            auto step = fsm.resume(started{}, wall_time{});
            for (const auto& event : r.events) step = fsm.resume(event, wall_time{});
            BOOST_TEST(!std::holds_alternative<attempt_outcome>(step));
            BOOST_TEST(fsm.left_if_interrupted() == r.left);
        }
}

BOOST_AUTO_TEST_CASE(a_checkpoint_does_not_settle_a_lost_answer)
{
    const auto outcome =
        play({publishes(), store_checkpoint{"1"}, fails(failure_class::transient)}, {lost(), stored{}});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(!outcome.repeatable);
}

BOOST_AUTO_TEST_CASE(a_connector_may_wait_out_a_429_by_itself)
{
    const auto outcome = play({publishes(), sleep_for{}, publishes(), fails(failure_class::message_rejected)},
                              {answer(429), timer_fired{}, answer(400)});
    BOOST_TEST(outcome.state == delivery_state::failed);
    BOOST_TEST(outcome.left == exposure::nothing);
}

BOOST_AUTO_TEST_CASE(what_an_earlier_attempt_left_is_not_forgotten)
{
    struct row
    {
        exposure before;
        delivery_state state;
        bool repeatable;
    };
    const row table[] = {
        {exposure::nothing, delivery_state::failed, true},
        {exposure::parts, delivery_state::unconfirmed, true},
        {exposure::recognised, delivery_state::unconfirmed, true},
        {exposure::doubtful, delivery_state::unconfirmed, false},
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT(to_string(r.before))
        {
            auto rules = usual_rules();
            rules.before = r.before;
            const auto outcome = play({publishes_once(), fails(failure_class::transient)}, {not_sent()}, rules);
            BOOST_TEST(outcome.state == r.state);
            BOOST_TEST(outcome.repeatable == r.repeatable);
            BOOST_TEST(outcome.left == r.before);
        }
}

BOOST_AUTO_TEST_CASE(an_attempt_that_resumes_may_find_everything_published)
{
    auto resumed = usual_rules();
    resumed.before = exposure::parts;
    BOOST_TEST(play({named("42")}, {}, resumed).state == delivery_state::delivered);

    auto repeated = usual_rules();
    repeated.before = exposure::recognised;
    BOOST_TEST(play({prepares(), named("42")}, {answer(200)}, repeated).state == delivery_state::delivered);
    BOOST_TEST(play({named("42")}, {}, repeated).state == delivery_state::unconfirmed);
}

BOOST_AUTO_TEST_CASE(a_part_that_never_left_is_not_delivered)
{
    auto resumed = usual_rules();
    resumed.before = exposure::parts;
    for (const auto& claim : std::vector<operation_action>{accepted(), named("42")})
    {
        const auto outcome = play({publishes(), claim}, {not_sent()}, resumed);
        BOOST_TEST(outcome.state == delivery_state::unconfirmed);
        BOOST_TEST(outcome.failure.value().code == misbehaved_code);
    }
}

BOOST_AUTO_TEST_CASE(after_an_attempt_in_doubt_only_its_repetition_may_publish)
{
    auto repeated = usual_rules();
    repeated.before = exposure::recognised;
    const auto outcome = play({publishes(), accepted()}, {}, repeated);
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(outcome.failure.value().code == misbehaved_code);
    BOOST_TEST(play({publishes_once(), publishes(), accepted()}, {answer(200), answer(200)}, repeated).state ==
               delivery_state::delivered);
    BOOST_TEST(play({publishes_once(), publishes(), accepted()}, {answer(429)}, repeated).state ==
               delivery_state::unconfirmed);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(delivery_fsm_cancelling)

BOOST_AUTO_TEST_CASE(cancelled_before_anything_was_published_is_cancelled)
{
    const std::vector<std::pair<std::vector<operation_action>, std::vector<operation_event>>> table = {
        {{prepares(), fails(failure_class::transient)}, {cancel_wanted{}}},
        {{sleep_for{}, fails(failure_class::unconfirmed)}, {cancel_wanted{}}},
        {{store_checkpoint{"1"}, fails(failure_class::transient)}, {cancel_wanted{}}},
        {{publishes(), sleep_for{}, fails(failure_class::transient)}, {answer(429), cancel_wanted{}}},
        {{sleep_for{}, publishes()}, {cancel_wanted{}}}, // goes on although it must not: ignored
    };
    for (const auto& [script, events] : table)
    {
        const auto outcome = play(script, events);
        BOOST_TEST(outcome.state == delivery_state::cancelled);
        BOOST_TEST(outcome.failure.value().code == "cancelled");
    }
}

BOOST_AUTO_TEST_CASE(cancelled_in_place_of_an_answer_is_judged_by_effect)
{
    for (const auto e : {effect::prepares, effect::publishes, effect::publishes_once}) BOOST_TEST_CONTEXT(to_string(e))
        {
            const auto outcome = play({request_of(e), fails(failure_class::transient)}, {cancel_wanted{}});
            BOOST_TEST(outcome.state ==
                       (e == effect::prepares ? delivery_state::cancelled : delivery_state::unconfirmed));
        }
}

BOOST_AUTO_TEST_CASE(a_cancelled_exchange_says_whether_a_byte_had_left)
{
    for (const bool sent : {false, true})
    {
        io_failure cancelled;
        cancelled.request_sent = sent;
        cancelled.code = "cancelled";
        for (const auto& then : std::vector<operation_action>{fails(failure_class::transient), publishes()})
        {
            const auto outcome = play({publishes(), then}, {cancelled});
            BOOST_TEST(outcome.state == (sent ? delivery_state::unconfirmed : delivery_state::cancelled));
            BOOST_TEST(outcome.failure.value().code == "cancelled");
        }
    }
}

BOOST_AUTO_TEST_CASE(out_of_time_before_anything_was_published_is_failed)
{
    const auto outcome = play({sleep_for{}, fails(failure_class::transient)}, {cancel_wanted{true}});
    BOOST_TEST(outcome.state == delivery_state::failed);
    BOOST_TEST(outcome.failure.value().kind == failure_class::transient);
    BOOST_TEST(outcome.failure.value().code == "time_limit");
    BOOST_TEST(outcome.failure.value().what == "Its time was over.");
}

BOOST_AUTO_TEST_CASE(cancelled_between_parts_is_unconfirmed)
{
    const auto outcome = play({publishes(), store_checkpoint{"1"}, sleep_for{}, fails(failure_class::transient)},
                              {answer(200), stored{}, cancel_wanted{}});
    BOOST_TEST(outcome.state == delivery_state::unconfirmed);
    BOOST_TEST(outcome.left == exposure::parts);
    BOOST_TEST(outcome.failure.value().code == "cancelled");
    BOOST_TEST(outcome.failure.value().what == "It was cancelled. Parts of it are published already.");
}

BOOST_AUTO_TEST_CASE(a_delivery_already_proved_is_not_cancelled)
{
    const auto outcome = play({publishes(), sleep_for{}, named("42")}, {answer(200), cancel_wanted{}});
    BOOST_TEST(outcome.state == delivery_state::delivered);
}

BOOST_AUTO_TEST_SUITE_END()
