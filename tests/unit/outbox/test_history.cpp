// SPDX-License-Identifier: BSL-1.0
#include "kept_outbox.hpp"
#include "outbox/sqlite/post_listing.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;

namespace {

using ids = std::vector<std::string>;

struct history
{
    std::string accept(const stored_channel& c, std::string text = "hello", std::string owner = "ann")
    {
        return kept.accept({c.id}, std::move(text), std::move(owner)).accepted.id;
    }

    /// All that a query finds, page by page.
    ids all(post_query query)
    {
        ids found;
        for (int page = 0; page != 100; ++page)
        {
            const auto got = kept.list(query);
            BOOST_TEST(got.items.size() <= query.limit);
            for (const auto& p : got.items) found.push_back(p.id);
            if (got.next.empty()) return found;
            BOOST_TEST(got.items.size() == query.limit);
            query.cursor = got.next;
        }
        BOOST_FAIL("the pages never end");
        return found;
    }

    [[nodiscard]] static post_query of(std::string owner)
    {
        post_query query;
        query.scope = owner_scope::of(std::move(owner));
        return query;
    }

    void walks_an_index(const post_query& query)
    {
        const page_position after{wall_time(std::chrono::milliseconds(5)), "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"};
        const auto statement = listing_of(query, after, "p.id");
        std::string plan;
        for (const auto& row : kept.rows("EXPLAIN QUERY PLAN " + statement.sql, statement.parameters))
            plan += row.text(3) + "\n";
        BOOST_TEST_CONTEXT(statement.sql << "\n" << plan)
        {
            BOOST_TEST(plan.find("SCAN") == std::string::npos);
            BOOST_TEST(plan.find("TEMP B-TREE") == std::string::npos);
        }
    }

    kept_outbox kept;
    stored_channel first = kept.add_channel();
    stored_channel second = kept.add_channel();
    stored_channel bobs = kept.add_channel("bob");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_history, history)

BOOST_AUTO_TEST_CASE(it_begins_with_the_newest_and_no_page_size_changes_it)
{
    ids made;
    for (int i = 0; i != 13; ++i) made.insert(made.begin(), accept(i % 2 == 0 ? first : second));
    for (int i = 0; i != 3; ++i) accept(bobs, "x", "bob");
    // Several of one moment.
    kept.sql("UPDATE outbox_posts SET created_at = 1000");
    kept.sql("UPDATE outbox_deliveries SET created_at = 1000");
    for (std::size_t limit : {1U, 2U, 5U, 12U, 13U, 14U, 100U})
    {
        auto query = of("ann");
        query.limit = limit;
        BOOST_TEST((all(query) == made));
    }
}

BOOST_AUTO_TEST_CASE(pages_hold_still_while_posts_come)
{
    for (int i = 0; i != 6; ++i) accept(first);
    auto query = of("ann");
    query.limit = 3;
    const auto before = all(query);
    const auto page = kept.list(query);
    accept(first);
    query.cursor = page.next;
    const auto rest = kept.list(query);
    BOOST_TEST_REQUIRE(rest.items.size() == 3U);
    for (std::size_t i = 0; i != 3; ++i) BOOST_TEST(rest.items[i].id == before[3 + i]);
}

BOOST_AUTO_TEST_CASE(each_filter_takes_away_what_it_says)
{
    const auto a = accept(first, "Café au lait");
    const auto b = accept(second, "tea");
    const auto both = kept.accept({first.id, second.id}, "CAFÉ").accepted.id;
    kept.sql("UPDATE outbox_posts SET created_at = CASE id WHEN ? THEN 100 WHEN ? THEN 200 ELSE 300 END", {a, b});
    kept.sql("UPDATE outbox_deliveries SET created_at = (SELECT created_at FROM outbox_posts p WHERE p.id = post)");
    kept.sql("UPDATE outbox_deliveries SET state = 'failed' WHERE post = ?", {b});

    auto query = of("ann");
    query.channel = first.id;
    BOOST_TEST((all(query) == ids{both, a}));
    query.text = "café";
    BOOST_TEST((all(query) == ids{both, a}));
    query.text = "LAIT";
    BOOST_TEST((all(query) == ids{a}));
    query.text = "100%_";
    BOOST_TEST(all(query).empty());

    query = of("ann");
    query.states = {post_state::failed};
    BOOST_TEST((all(query) == ids{b}));
    query.channel = first.id;
    BOOST_TEST(all(query).empty());

    const auto at = [](int ms) { return wall_time(std::chrono::milliseconds(ms)); };
    query = of("ann");
    query.from = at(200);
    BOOST_TEST((all(query) == ids{both, b}));
    query.to = at(300);
    BOOST_TEST((all(query) == ids{b}));
    query.from.reset();
    BOOST_TEST((all(query) == ids{b, a}));
    query.states = {post_state::failed};
    BOOST_TEST((all(query) == ids{b}));
}

BOOST_AUTO_TEST_CASE(several_states_are_found_together_whatever_way_is_gone)
{
    ids made;
    for (const char* state : {"delivered", "failed", "unconfirmed", "missed", "cancelled"})
    {
        made.insert(made.begin(), accept(first));
        kept.sql("UPDATE outbox_deliveries SET state = ? WHERE post = ?", {std::string(state), made.front()});
    }
    const auto partly = kept.accept({first.id, second.id}).accepted.id;
    kept.sql("UPDATE outbox_deliveries SET state = iif(position = 0, 'delivered', 'cancelled') WHERE post = ?",
             {partly});
    accept(first); // sending

    auto query = of("ann");
    const auto found_in = [&](std::set<post_state> states) {
        query.states = std::move(states);
        return all(query);
    };
    for (const bool with_channel : {false, true})
    {
        if (with_channel) query.channel = first.id;
        for (query.limit = 1; query.limit != 4; ++query.limit)
        {
            BOOST_TEST((found_in({post_state::failed, post_state::unconfirmed, post_state::missed,
                                  post_state::partly_delivered}) == ids{partly, made[1], made[2], made[3]}));
            BOOST_TEST((found_in({post_state::delivered, post_state::failed}) == ids{made[3], made[4]}));
            BOOST_TEST((found_in({post_state::scheduled, post_state::draft}).empty()));
        }
    }
}

BOOST_AUTO_TEST_CASE(titles_are_searched_too)
{
    new_post p;
    p.owner = "ann";
    p.text = "text";
    p.title = "ÎLE";
    p.channels = {first.id};
    const auto id = kept.box->async_accept(p, asio::use_future).get().value().accepted.id;
    accept(first);
    auto query = of("ann");
    query.text = "île";
    BOOST_TEST((all(query) == ids{id}));
}

BOOST_AUTO_TEST_CASE(nobody_sees_what_is_somebody_elses)
{
    const auto anns = accept(first);
    const auto bobs_post = accept(bobs, "x", "bob");
    BOOST_TEST((all(of("ann")) == ids{anns}));
    BOOST_TEST((all(of("bob")) == ids{bobs_post}));
    BOOST_TEST(all(of("eve")).empty());
    BOOST_TEST(all(of("")).empty());
    auto query = of("bob");
    query.channel = first.id;
    BOOST_TEST(all(query).empty());
    query.channel.reset();
    query.states = {post_state::sending};
    BOOST_TEST((all(query) == ids{bobs_post}));
    post_query everyone;
    everyone.scope = owner_scope::everyone();
    BOOST_TEST(all(everyone).size() == 2U);

    const auto gone = [](const auto& r) { return r.has_error() && r.error().code == errc::not_found; };
    const auto bob = owner_scope::of("bob");
    const auto delivery = kept.find(anns).deliveries[0].id;
    BOOST_TEST(gone(kept.box->async_find_post(bob, anns, asio::use_future).get()));
    BOOST_TEST(gone(kept.box->async_find_post(bob, "nothing", asio::use_future).get()));
    BOOST_TEST(gone(kept.box->async_retry(bob, anns, asio::use_future).get()));
    BOOST_TEST(gone(kept.box->async_resolve(bob, delivery, resolution::delivered, asio::use_future).get()));
    kept.sql("UPDATE outbox_deliveries SET state = 'unconfirmed'");
    BOOST_TEST(gone(kept.box->async_resolve(bob, delivery, resolution::not_delivered, asio::use_future).get()));
    kept.sql("UPDATE outbox_deliveries SET state = 'failed'");
    BOOST_TEST(gone(kept.box->async_retry(bob, anns, asio::use_future).get()));
    BOOST_TEST(kept.find(anns).deliveries[0].state == delivery_state::failed);
}

BOOST_AUTO_TEST_CASE(a_wrong_page_is_an_error)
{
    const auto refused = [&](post_query query) {
        const auto page = kept.box->async_list_posts(std::move(query), asio::use_future).get();
        return page.has_error() && page.error().code == errc::bad_configuration;
    };
    auto query = of("ann");
    for (const std::size_t limit : {0U, 101U})
    {
        query.limit = limit;
        BOOST_TEST(refused(query));
    }
    query.limit = 100;
    BOOST_TEST(!refused(query));
    query.cursor = "' OR 1=1 --";
    BOOST_TEST(refused(query));
}

BOOST_AUTO_TEST_CASE(every_listing_walks_an_index)
{
    for (const bool one_owner : {true, false})
        for (const bool with_channel : {true, false})
            for (const auto& states :
                 {std::set<post_state>(), std::set{post_state::failed}, std::set{post_state::delivered},
                  std::set{post_state::failed, post_state::missed}, std::set{post_state::failed, post_state::draft}})
            {
                auto query = of("ann");
                if (!one_owner) query.scope = owner_scope::everyone();
                if (with_channel) query.channel = first.id;
                query.states = states;
                query.text = "x";
                for (const bool to_come : {false, true})
                {
                    query.to_come = to_come;
                    walks_an_index(query);
                }
            }
}

BOOST_AUTO_TEST_CASE(posts_are_counted_by_state_for_their_owner)
{
    const auto failed = accept(first);
    kept.sql("UPDATE outbox_deliveries SET state = 'failed' WHERE post = ?", {failed});
    for (int i = 0; i != 2; ++i) accept(second);
    accept(bobs, "x", "bob");
    const auto counted = [&](const owner_scope& scope) {
        return kept.box->async_count_posts(scope, asio::use_future).get().value();
    };
    const auto anns = counted(owner_scope::of("ann"));
    BOOST_TEST((anns.posts == std::map<post_state, std::size_t>{{post_state::failed, 1}, {post_state::sending, 2}}));
    BOOST_TEST(anns.total == 3U);
    BOOST_TEST(!anns.capped);
    BOOST_TEST(counted(owner_scope::everyone()).total == 4U);
    BOOST_TEST(counted(owner_scope::of("eve")).posts.empty());
    BOOST_TEST(counted(owner_scope::of("")).total == 0U);
}

BOOST_AUTO_TEST_CASE(the_newest_thousand_are_counted)
{
    const auto oldest = accept(first);
    kept.sql("UPDATE outbox_posts SET created_at = 5 WHERE id = ?", {oldest});
    kept.sql("UPDATE outbox_deliveries SET state = 'failed'");
    const auto add = [&](int n) {
        kept.sql("INSERT INTO outbox_posts (id, owner, text, title, link, search, created_at)"
                 " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                 " SELECT ? || i, 'ann', '', '', '', '', 10 FROM n",
                 {std::int64_t{n}, std::to_string(n) + "-"});
        kept.sql(
            "INSERT OR IGNORE INTO outbox_deliveries (id, post, position, owner, created_at, channel, channel_name,"
            " connector, state, due_since, due_at, updated_at)"
            " SELECT id, id, 0, owner, 10, 'c', 'C', 'plain', 'delivered', 0, 0, 0 FROM outbox_posts");
    };
    const auto counted = [&] {
        return kept.box->async_count_posts(owner_scope::of("ann"), asio::use_future).get().value();
    };
    add(999);
    BOOST_TEST(
        (counted().posts == std::map<post_state, std::size_t>{{post_state::failed, 1}, {post_state::delivered, 999}}));
    BOOST_TEST(!counted().capped);
    add(1);
    BOOST_TEST((counted().posts == std::map<post_state, std::size_t>{{post_state::delivered, 1000}}));
    BOOST_TEST(counted().total == 1000U);
    BOOST_TEST(counted().capped);
}

BOOST_AUTO_TEST_CASE(a_count_reads_no_more_than_the_newest)
{
    for (const auto& scope : {owner_scope::of("ann"), owner_scope::everyone()})
    {
        const auto tally = tally_of(scope, 1000);
        const auto older = older_than_newest(scope, 1000);
        const std::string index = scope.owner() ? "outbox_posts_of_owner" : "outbox_posts_in_time";
        for (const auto& statement : {tally, older})
        {
            std::string plan;
            for (const auto& row : kept.rows("EXPLAIN QUERY PLAN " + statement.sql, statement.parameters))
                plan += row.text(3) + "\n";
            BOOST_TEST(plan.find(index) != std::string::npos, plan);
            BOOST_TEST(plan.find("FOR ORDER BY") == std::string::npos, plan);
            BOOST_TEST(plan.find("SCAN d") == std::string::npos, plan);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_page_of_a_state_reads_no_further_than_two_thousand)
{
    const auto oldest = accept(first);
    kept.sql("UPDATE outbox_posts SET created_at = 5");
    kept.sql("UPDATE outbox_deliveries SET created_at = 5, state = 'failed'");
    kept.sql("INSERT INTO outbox_posts (id, owner, text, title, link, search, created_at)"
             " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
             " SELECT 'n' || i, 'ann', '', '', '', '', 10 + i FROM n");
    kept.sql(
        "INSERT INTO outbox_deliveries (id, post, position, owner, created_at, channel, channel_name, connector, state,"
        " due_since, due_at, updated_at)"
        " SELECT id, id, 0, owner, created_at, ?, 'C', 'plain', 'delivered', 0, 0, 0 FROM outbox_posts WHERE id <> ?",
        {first.id, oldest});
    auto in_channel = of("ann");
    in_channel.channel = first.id;
    in_channel.states = {post_state::failed};
    auto among_all = of("ann");
    among_all.states = {post_state::failed, post_state::draft};
    for (auto query : {in_channel, among_all})
    {
        const auto page = kept.list(query);
        BOOST_TEST(page.items.empty());
        BOOST_TEST_REQUIRE(!page.next.empty());
        query.cursor = page.next;
        const auto last = kept.list(query);
        BOOST_TEST_REQUIRE(last.items.size() == 1U);
        BOOST_TEST(last.items[0].id == oldest);
        BOOST_TEST(last.next.empty());
    }
    auto not_delivered = of("ann");
    not_delivered.states = {post_state::failed};
    BOOST_TEST(kept.list(not_delivered).items.size() == 1U);
}

BOOST_AUTO_TEST_CASE(how_far_a_page_reads_is_found_along_an_index)
{
    for (const bool with_channel : {true, false})
        for (const auto state : {post_state::failed, post_state::delivered})
        {
            auto query = of("ann");
            if (with_channel) query.channel = first.id;
            query.states = {state};
            const auto statement = horizon_of(query, std::nullopt, 2000);
            std::string plan;
            for (const auto& row : kept.rows("EXPLAIN QUERY PLAN " + statement.sql, statement.parameters))
                plan += row.text(3) + "\n";
            BOOST_TEST(plan.find("SCAN") == std::string::npos, plan);
            BOOST_TEST(plan.find("TEMP B-TREE") == std::string::npos, plan);
        }
}

BOOST_AUTO_TEST_SUITE_END()
