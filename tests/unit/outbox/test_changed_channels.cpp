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

    [[nodiscard]] channel open_channel()
    {
        return box->async_open_channel(owner_scope::everyone(), where.id, asio::use_future).get().value();
    }

    /// Has the network change settings of the channel as it was.
    [[nodiscard]] bool renew(const channel& from, const channel_settings& renewed)
    {
        bool kept = false;
        work([&](store_session& s) { kept = s.store_settings(where.id, from, renewed, soon()); });
        return kept;
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

channel_settings token_of(std::string_view value)
{
    channel_settings settings;
    settings["token"] = secret_string(value);
    return settings;
}

/// A user's edit of one setting of a channel as it was opened.
channel_change edited(channel from, std::string_view name, std::string_view value)
{
    channel_change change;
    change.from = from.settings;
    from.settings.insert_or_assign(std::string(name), secret_string(value));
    change.where = std::move(from);
    return change;
}

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

BOOST_AUTO_TEST_CASE(a_delivery_may_be_there_repeats_nothing_at_its_new_place)
{
    for (const auto left : {exposure::recognised, exposure::doubtful}) BOOST_TEST_CONTEXT(left)
        {
            sql("UPDATE outbox_deliveries SET state = 'queued', exposure = 'nothing'");
            interrupt_by(moved_to(nowhere("plain", left == exposure::doubtful ? "a-third-token" : another)), left);
            const auto again = claim(soon()).due.at(0);
            BOOST_REQUIRE(again.obstacle.has_value());
            BOOST_TEST(again.obstacle->code == "channel_moved");
        }
}

BOOST_AUTO_TEST_CASE(a_delivery_may_be_there_repeats_it_when_the_place_is_the_same)
{
    auto again_there = moved_to(nowhere()); // the settings it has
    again_there.name = "Renamed";
    interrupt_by(std::move(again_there), exposure::recognised);
    BOOST_TEST(renew(nowhere(), token_of("renewed")));
    const auto again = claim(soon()).due.at(0);
    BOOST_TEST(!again.obstacle.has_value());
    BOOST_TEST((again.left == exposure::recognised));
}

BOOST_AUTO_TEST_CASE(a_delivery_begins_at_its_new_place_repeats_it_there)
{
    change(moved_to(nowhere("plain", another)));
    interrupt_by({}, exposure::recognised);
    BOOST_TEST(!claim(soon()).due.at(0).obstacle.has_value());
}

BOOST_AUTO_TEST_CASE(an_unconfirmed_delivery_waits_for_its_user_begins_anew_there)
{
    interrupt_by(moved_to(nowhere("keyed")), exposure::parts);
    sql("UPDATE outbox_deliveries SET state = 'unconfirmed'");
    const auto id = sent.accepted.deliveries.at(0).id;
    box->async_resolve(owner_scope::everyone(), id, resolution::not_delivered, asio::use_future).get().value();
    BOOST_TEST(claim(soon()).due.at(0).checkpoint.empty());
}

BOOST_AUTO_TEST_CASE(its_token_is_renewed_keeps_the_renewed_one)
{
    const auto before = open_channel();
    channel_change meanwhile = edited(before, "url", "https://hooks.example/there");
    meanwhile.name = "Renamed";
    meanwhile.state = channel_state::paused;
    change(std::move(meanwhile));
    BOOST_TEST(renew(before, token_of("renewed")));
    const auto now = open_channel();
    BOOST_TEST(now.settings.at("token").reveal() == "renewed");
    BOOST_TEST(now.settings.at("url").reveal() == "https://hooks.example/there");
    BOOST_TEST(renew(before, token_of("renewed"))); // of which the answer was lost
}

BOOST_AUTO_TEST_CASE(its_tokens_are_renewed_keeps_those_its_owner_entered_and_none_that_belong_to_others)
{
    const auto before = open_channel();
    change(edited(before, "token", another));
    auto renewed = token_of("renewed");
    renewed["access"] = secret_string("renewed-too");
    BOOST_TEST(!renew(before, renewed));
    const auto now = open_channel();
    BOOST_TEST(now.settings.at("token").reveal() == another);
    BOOST_TEST(!now.settings.contains("access"));
}

BOOST_AUTO_TEST_CASE(its_token_is_renewed_gives_another_network_nothing_of_it)
{
    const auto before = open_channel();
    change(moved_to(nowhere("keyed")));
    BOOST_TEST(!renew(before, token_of("renewed")));
    BOOST_TEST((open_channel().settings == nowhere("keyed").settings));
}

BOOST_AUTO_TEST_CASE(its_owner_edits_it_keeps_what_was_renewed_since_it_was_opened)
{
    const auto opened = open_channel();
    BOOST_TEST(renew(opened, token_of("renewed")));
    change(edited(opened, "url", "https://hooks.example/there"));
    const auto now = open_channel();
    BOOST_TEST(now.settings.at("token").reveal() == "renewed");
    BOOST_TEST(now.settings.at("url").reveal() == "https://hooks.example/there");

    change(edited(opened, "token", another));
    BOOST_TEST(open_channel().settings.at("token").reveal() == another);
}

BOOST_AUTO_TEST_CASE(its_owner_edits_it_loses_what_was_taken_out)
{
    change(edited(open_channel(), "colour", "red"));
    auto without = edited(open_channel(), "url", "https://hooks.example/there");
    without.where->settings.erase("colour");
    change(std::move(without));
    BOOST_TEST(!open_channel().settings.contains("colour"));
}

BOOST_AUTO_TEST_SUITE_END()
