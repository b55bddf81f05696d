// SPDX-License-Identifier: BSL-1.0
// A channel that its owner changes while something is on its way to it.
#include "kept_outbox.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

constexpr std::string_view another = "another-token-1234";

struct sent_to_a_channel : kept_outbox
{
    sent_to_a_channel() : sent(accept({where.id})) {}

    void change(channel_change wanted)
    {
        box->async_change_channel(owner_scope::everyone(), where.id, std::move(wanted), asio::use_future).get().value();
    }

    /// Has an attempt get so far as to store a checkpoint, and fail in a way that allows another.
    void interrupt_by(channel_change meanwhile, exposure left)
    {
        const auto claimed = claim(soon()).due.at(0);
        std::optional<unsigned> attempt;
        work([&](store_session& s) {
            attempt = s.begin_attempt(claimed, left, soon());
            BOOST_TEST(s.store_checkpoint(claimed.id, attempt.value(), "of plain", left));
        });
        change(std::move(meanwhile));
        delivery_ending ending;
        ending.state = delivery_state::waiting;
        ending.due_at = soon();
        ending.left = left;
        work([&](store_session& s) { BOOST_TEST(s.end_attempt(claimed.id, *attempt, ending, soon())); });
    }

    stored_channel where = add_channel();
    accepted_post sent;
};

channel_change moved_to(channel where)
{
    channel_change change;
    change.where = std::move(where);
    return change;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_channel_that_is_changed_while, sent_to_a_channel)

BOOST_AUTO_TEST_CASE(its_delivery_is_given_up_for_its_old_problem_keeps_the_delivery)
{
    failure refused;
    refused.kind = failure_class::auth;
    refused.code = "bad_token";
    box->async_note_check(owner_scope::everyone(), where.id, refused, asio::use_future).get().value();
    const auto claimed = claim(soon()).due.at(0);
    BOOST_REQUIRE(claimed.obstacle.has_value());

    change(moved_to(nowhere("plain", another)));
    delivery_ending ending;
    ending.failure = claimed.obstacle;
    work([&](store_session& s) { BOOST_TEST(!s.end_unsent(claimed, ending, soon())); });

    const auto again = claim(soon()).due.at(0);
    BOOST_TEST(again.state == delivery_state::queued);
    BOOST_TEST(!again.obstacle.has_value());
    BOOST_TEST(again.to.settings.at("token").reveal() == another);
}

BOOST_AUTO_TEST_CASE(a_delivery_is_under_way_gives_another_network_no_checkpoint_of_the_first)
{
    interrupt_by(moved_to(nowhere("keyed")), exposure::nothing);

    const auto again = claim(soon()).due.at(0);
    BOOST_TEST(again.to.connector == "keyed");
    BOOST_TEST(again.checkpoint.empty());
    BOOST_TEST(!again.obstacle.has_value());
    work([&](store_session& s) { BOOST_TEST(s.begin_attempt(again, exposure::nothing, soon()).has_value()); });
    const auto row = rows("SELECT connector, checkpoint FROM outbox_deliveries WHERE id = ?", {again.id}).at(0);
    BOOST_TEST(row.text(0) == "keyed");
    BOOST_TEST(row.is_null(1));
}

BOOST_AUTO_TEST_CASE(parts_of_a_message_are_there_sends_none_of_it_to_another_network)
{
    interrupt_by(moved_to(nowhere("keyed")), exposure::parts);
    const auto again = claim(soon()).due.at(0);
    BOOST_REQUIRE(again.obstacle.has_value());
    BOOST_TEST(again.obstacle->code == "channel_moved");
}

BOOST_AUTO_TEST_CASE(a_delivery_is_under_way_goes_on_with_its_checkpoint_on_the_same_network)
{
    interrupt_by(moved_to(nowhere("plain", another)), exposure::parts);
    const auto again = claim(soon()).due.at(0);
    BOOST_TEST(again.checkpoint == "of plain");
    BOOST_TEST(!again.obstacle.has_value());
}

BOOST_AUTO_TEST_CASE(an_unconfirmed_delivery_waits_for_its_user_begins_anew_there)
{
    interrupt_by(moved_to(nowhere("keyed")), exposure::parts);
    sql("UPDATE outbox_deliveries SET state = 'unconfirmed'");
    const auto id = sent.accepted.deliveries.at(0).id;
    box->async_resolve(owner_scope::everyone(), id, resolution::not_delivered, asio::use_future).get().value();
    BOOST_TEST(claim(soon()).due.at(0).checkpoint.empty());
}

BOOST_AUTO_TEST_SUITE_END()
