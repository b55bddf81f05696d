// SPDX-License-Identifier: BSL-1.0
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <set>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;

namespace {

struct accepting
{
    /// The post must be refused with this code, and leave nothing.
    void must_refuse(new_post p, errc code, const std::string& part = {})
    {
        const auto before = kept.rows("SELECT count(*) FROM outbox_posts")[0].integer(0);
        const auto accepted = kept.box->async_accept(std::move(p), asio::use_future).get();
        BOOST_TEST_REQUIRE(accepted.has_error());
        BOOST_TEST(accepted.error().code == code);
        BOOST_TEST_CONTEXT(accepted.error().what) BOOST_TEST(accepted.error().what.find(part) != std::string::npos);
        BOOST_TEST(kept.rows("SELECT count(*) FROM outbox_posts")[0].integer(0) == before);
    }

    kept_outbox kept;
    stored_channel plain = kept.add_channel();
    stored_channel keyed = kept.add_channel("ann", "keyed", "News");
};

bool same(const post& a, const post& b)
{
    const auto key = [](const post& p) {
        std::string out = p.id + p.owner + p.text + p.title + p.link + std::string(to_string(p.state)) +
                          std::to_string(p.created_at.time_since_epoch().count()) +
                          std::to_string(p.updated_at.time_since_epoch().count());
        for (const auto& d : p.deliveries)
            out += d.id + d.post + d.channel + d.channel_name + d.connector + std::string(to_string(d.state)) +
                   d.remote_id + std::to_string(d.attempts) + std::to_string(d.due_at.time_since_epoch().count()) +
                   std::to_string(d.updated_at.time_since_epoch().count()) + (d.failure ? d.failure->code : "");
        return out;
    };
    return key(a) == key(b);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(accepting_a_post, accepting)

BOOST_AUTO_TEST_CASE(it_is_stored_with_a_delivery_for_each_channel_in_their_order)
{
    const auto accepted = kept.accept({keyed.id, plain.id}, "**hello**");
    BOOST_TEST(accepted.refusals.empty());
    BOOST_TEST(!accepted.replayed);
    const auto& p = accepted.accepted;
    BOOST_TEST(p.state == post_state::sending);
    BOOST_TEST_REQUIRE(p.deliveries.size() == 2U);
    BOOST_TEST(p.deliveries[0].channel == keyed.id);
    BOOST_TEST(p.deliveries[0].channel_name == "News");
    BOOST_TEST(p.deliveries[0].connector == "keyed");
    BOOST_TEST(p.deliveries[1].channel == plain.id);
    BOOST_TEST(p.id < p.deliveries[0].id);
    BOOST_TEST(same(kept.find(p.id), p));
}

BOOST_AUTO_TEST_CASE(it_survives_the_process)
{
    const auto p = kept.accept({plain.id}).accepted;
    kept.close();
    kept.open();
    BOOST_TEST(same(kept.find(p.id), p));
    BOOST_TEST(kept.claim(kept_outbox::soon()).due.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_cannot_go_anywhere_is_an_error)
{
    must_refuse({"ann", "x", {}, {}, {}, {}}, errc::bad_channel);
    must_refuse({"ann", "x", {}, {}, {plain.id, keyed.id, plain.id}, {}}, errc::bad_channel, "twice");
    must_refuse({"ann", "x", {}, {}, {"no-such-id"}, {}}, errc::not_found, "no-such-id");
    must_refuse({"ann", "bad \xff", {}, {}, {plain.id}, {}}, errc::bad_message);
    must_refuse({"ann", "x", "bad \xff", {}, {plain.id}, {}}, errc::bad_message);
    must_refuse({"ann", "x", {}, std::string("nul\0", 4), {plain.id}, {}}, errc::bad_message);
    must_refuse({"ann", "x", {}, {}, {plain.id}, "bad \xff"}, errc::bad_message);
    must_refuse({"ann", "x", {}, {}, {plain.id}, std::string(256, 'k')}, errc::bad_message);
    must_refuse({"ann", std::string(70'000, 'x'), {}, {}, {plain.id}, {}}, errc::text_too_long);
}

BOOST_AUTO_TEST_CASE(a_channel_of_somebody_else_does_not_exist)
{
    must_refuse({"bob", "x", {}, {}, {plain.id}, {}}, errc::not_found, plain.id);
    const auto bobs = kept.add_channel("bob");
    must_refuse({"bob", "x", {}, {}, {bobs.id, plain.id}, {}}, errc::not_found, plain.id);
}

BOOST_AUTO_TEST_CASE(it_is_accepted_by_all_its_channels_or_by_none)
{
    const auto refused = kept.accept({keyed.id, plain.id}, "more than twenty characters");
    BOOST_TEST_REQUIRE(refused.refusals.size() == 1U);
    BOOST_TEST(refused.accepted.id.empty());
    BOOST_TEST(refused.refusals[0].channel == plain.id);
    BOOST_TEST(refused.refusals[0].failure.code == "text_too_long");
    BOOST_TEST(refused.refusals[0].length == 27U);
    BOOST_TEST(refused.refusals[0].limit == 20U);
    BOOST_TEST(kept.rows("SELECT count(*) FROM outbox_posts")[0].integer(0) == 0);
    BOOST_TEST(kept.claim(kept_outbox::soon()).due.empty());

    const auto empty = kept.accept({keyed.id, plain.id}, "   ");
    BOOST_TEST(empty.refusals.size() == 2U);
    BOOST_TEST(empty.refusals[0].limit == 0U);
}

BOOST_AUTO_TEST_CASE(a_channel_whose_plugin_is_gone_refuses_it)
{
    kept.sql("UPDATE outbox_channels SET connector = 'pigeon' WHERE id = ?", {plain.id});
    const auto refused = kept.accept({plain.id});
    BOOST_TEST_REQUIRE(refused.refusals.size() == 1U);
    BOOST_TEST(refused.refusals[0].failure.code == "unknown_connector");
}

BOOST_AUTO_TEST_CASE(the_same_key_and_post_are_the_same_post)
{
    const auto first = kept.accept({plain.id, keyed.id}, "hello", "ann", "k1");
    BOOST_TEST(!first.replayed);
    const auto again = kept.accept({plain.id, keyed.id}, "hello", "ann", "k1");
    BOOST_TEST(again.replayed);
    BOOST_TEST(same(again.accepted, first.accepted));
    BOOST_TEST(kept.rows("SELECT count(*) FROM outbox_deliveries")[0].integer(0) == 2);
}

BOOST_AUTO_TEST_CASE(it_is_told_again_as_it_was_when_it_was_accepted)
{
    const auto first = kept.accept({plain.id, keyed.id}, "hello", "ann", "k1");
    kept.sql("UPDATE outbox_deliveries SET state = 'failed', attempt = 3, remote_id = 'r', updated_at = updated_at + 9,"
             " failure = '{\"class\":\"transient\",\"code\":\"c\",\"what\":\"w\"}'");
    kept.box->async_remove_channel(owner_scope::of("ann"), keyed.id, asio::use_future).get().value();
    // Its channel is gone, and yet the request is the one that was answered.
    const auto again = kept.accept({plain.id, keyed.id}, "hello", "ann", "k1");
    BOOST_TEST(again.replayed);
    BOOST_TEST(same(again.accepted, first.accepted));
}

BOOST_AUTO_TEST_CASE(the_same_key_for_another_post_is_refused)
{
    static_cast<void>(kept.accept({plain.id}, "hello", "ann", "k1"));
    must_refuse({"ann", "hello!", {}, {}, {plain.id}, "k1"}, errc::idempotency_key_reused);
    must_refuse({"ann", "hello", "t", {}, {plain.id}, "k1"}, errc::idempotency_key_reused);
    must_refuse({"ann", "hello", {}, {}, {keyed.id}, "k1"}, errc::idempotency_key_reused);
}

BOOST_AUTO_TEST_CASE(a_key_is_its_owners)
{
    const auto anns = kept.accept({plain.id}, "hello", "ann", "k1");
    const auto bobs = kept.accept({kept.add_channel("bob").id}, "hello", "bob", "k1");
    BOOST_TEST(!bobs.replayed);
    BOOST_TEST(bobs.accepted.id != anns.accepted.id);
}

BOOST_AUTO_TEST_CASE(a_refused_post_does_not_use_up_its_key)
{
    BOOST_TEST(!kept.accept({plain.id}, "more than twenty characters", "ann", "k1").refusals.empty());
    BOOST_TEST(kept.accept({plain.id}, "shorter", "ann", "k1").refusals.empty());
}

BOOST_AUTO_TEST_CASE(many_at_once_under_one_key_are_one_post)
{
    std::vector<std::future<result<accepted_post>>> answers;
    for (int i = 0; i != 20; ++i)
        answers.push_back(kept.box->async_accept(new_post{"ann", "hello", {}, {}, {plain.id}, "k1"}, asio::use_future));
    std::set<std::string> ids;
    int replayed = 0;
    for (auto& a : answers)
    {
        const auto accepted = a.get().value();
        ids.insert(accepted.accepted.id);
        replayed += accepted.replayed ? 1 : 0;
    }
    BOOST_TEST(ids.size() == 1U);
    BOOST_TEST(replayed == 19);
}

BOOST_AUTO_TEST_CASE(the_worker_is_told_of_what_is_due_and_of_nothing_else)
{
    const auto kept_store = outbox_access::store_of(*kept.box);
    std::atomic<int> woken = 0;
    kept_store->set_wakeup([&] { ++woken; });
    static_cast<void>(kept.accept({plain.id}, "hello", "ann", "k1"));
    BOOST_TEST(woken == 1);
    static_cast<void>(kept.accept({plain.id}, "hello", "ann", "k1"));
    static_cast<void>(kept.accept({plain.id}, "more than twenty characters"));
    static_cast<void>(kept.claim(kept_outbox::soon()));
    BOOST_TEST(woken == 1);
    kept.sql("UPDATE outbox_deliveries SET state = 'failed'");
    const auto id = kept.rows("SELECT id FROM outbox_posts")[0].text(0);
    kept.box->async_retry(owner_scope::of("ann"), id, asio::use_future).get().value();
    BOOST_TEST(woken == 2);
    kept_store->set_wakeup({});
    static_cast<void>(kept.accept({plain.id}));
    BOOST_TEST(woken == 2);
}

BOOST_AUTO_TEST_CASE(an_owner_may_have_so_many_on_their_way)
{
    kept.close();
    kept.options.max_pending_per_owner = 3;
    kept.options.max_channels_per_post = 2;
    kept.open();
    static_cast<void>(kept.accept({plain.id, keyed.id}));
    must_refuse({"ann", "x", {}, {}, {plain.id, keyed.id}, {}}, errc::limit_reached, "at most 3");
    static_cast<void>(kept.accept({plain.id}));
    must_refuse({"ann", "x", {}, {}, {plain.id}, {}}, errc::limit_reached);
    static_cast<void>(kept.accept({kept.add_channel("bob").id}, "x", "bob"));
    kept.sql("UPDATE outbox_deliveries SET state = 'delivered' WHERE owner = 'ann'");
    static_cast<void>(kept.accept({plain.id}));
    must_refuse({"ann", "x", {}, {}, {plain.id, keyed.id, kept.add_channel().id}, {}}, errc::limit_reached,
                "at most 2");
}

BOOST_AUTO_TEST_SUITE_END()
