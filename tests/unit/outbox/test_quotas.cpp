// SPDX-License-Identifier: BSL-1.0
// What one owner may keep, whatever the others do.
#include "kept_outbox.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

outbox_options small()
{
    outbox_options options;
    options.max_channels_per_owner = 3;
    options.max_channels_per_post = 2;
    options.max_pending_per_owner = 3;
    return options;
}

struct small_outbox : kept_outbox
{
    small_outbox() : kept_outbox(small()) {}

    result<accepted_post> try_to_accept(std::string owner, std::vector<std::string> channels)
    {
        new_post p;
        p.owner = std::move(owner);
        p.text = "hello";
        p.channels = std::move(channels);
        return box->async_accept(std::move(p), asio::use_future).get();
    }
};

template <class T>
bool is_limited(const result<T>& r)
{
    return r.has_error() && r.error().code == make_error_code(errc::limit_reached);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(an_owner, small_outbox)

BOOST_AUTO_TEST_CASE(keeps_so_many_channels_and_no_more)
{
    for (int i = 0; i != 3; ++i) (void)add_channel("ann");
    BOOST_TEST(is_limited(box->async_add_channel({"ann", "One more", nowhere()}, asio::use_future).get()));
    BOOST_TEST(!add_channel("bob").id.empty());
}

BOOST_AUTO_TEST_CASE(has_so_many_deliveries_on_their_way_and_no_more)
{
    const auto first = add_channel("ann").id;
    const auto second = add_channel("ann").id;
    const auto bobs = add_channel("bob").id;
    BOOST_TEST(try_to_accept("ann", {first, second}).has_value());
    BOOST_TEST(is_limited(try_to_accept("ann", {first, second})));
    BOOST_TEST(rows("SELECT count(*) FROM outbox_posts").at(0).integer(0) == 1);
    BOOST_TEST(try_to_accept("ann", {first}).has_value());
    BOOST_TEST(is_limited(try_to_accept("ann", {first})));
    BOOST_TEST(try_to_accept("bob", {bobs}).has_value());
}

BOOST_AUTO_TEST_CASE(sends_so_many_posts_a_day_and_no_more)
{
    const auto channel = add_channel("ann").id;
    new_post p;
    p.owner = "ann";
    p.text = "hello";
    p.channels = {channel};
    p.idempotency_key = "first";
    p.max_per_day = 2;
    const auto accept = [&] { return box->async_accept(p, asio::use_future).get(); };
    BOOST_TEST(accept().has_value());
    BOOST_TEST(accept().value().replayed); // the same post is none more
    sql("UPDATE outbox_posts SET created_at = created_at - 86400000");
    for (const auto* const another : {"second", "third"})
    {
        p.idempotency_key = another;
        BOOST_TEST(accept().has_value());
    }
    p.idempotency_key = "fourth";
    const auto refused = accept();
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().code == errc::daily_limit_reached));
    p.idempotency_key = "third";
    BOOST_TEST(accept().value().replayed);
}

BOOST_AUTO_TEST_CASE(sends_a_post_to_so_many_channels_and_no_more)
{
    std::vector<std::string> channels;
    for (int i = 0; i != 3; ++i) channels.push_back(add_channel("ann").id);
    BOOST_TEST(is_limited(try_to_accept("ann", channels)));
}

BOOST_AUTO_TEST_CASE(gets_large_posts_on_pages_of_their_own)
{
    const auto channel = add_channel("ann").id;
    for (int i = 0; i != 3; ++i) BOOST_TEST(try_to_accept("ann", {channel}).has_value());
    sql("UPDATE outbox_posts SET text = ?", {std::string(200 * 1024, 'x')});

    post_query query;
    query.scope = owner_scope::of("ann");
    std::size_t pages = 0;
    do {
        const auto page = list(query);
        BOOST_TEST(page.items.size() == 1U);
        BOOST_TEST_REQUIRE(page.next != query.cursor);
        query.cursor = page.next;
        ++pages;
    }
    while (!query.cursor.empty());
    BOOST_TEST(pages == 3U);
}

BOOST_AUTO_TEST_CASE(looks_through_a_long_history_page_by_page)
{
    sql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)"
        " INSERT INTO outbox_posts (id, owner, text, title, link, search, created_at)"
        " SELECT format('00000000-0000-7000-8000-%012d', i), iif(i % 2, 'ann', 'bob'), 'x', '', '',"
        " iif(i < 5, 'needle', 'hay'), i / 3 FROM n");

    post_query query;
    query.text = "needle";
    for (const auto& [scope, pages] : {std::pair(owner_scope::of("ann"), 2U), {owner_scope::everyone(), 3U}})
    {
        query.scope = scope;
        query.cursor.clear();
        std::size_t found = 0;
        std::size_t asked = 0;
        do {
            const auto page = list(query);
            found += page.items.size();
            query.cursor = page.next;
            ++asked;
        }
        while (!query.cursor.empty() && asked != 10);
        BOOST_TEST(asked == pages);
        BOOST_TEST(found == (scope.owner() ? 2U : 4U));
    }
}

BOOST_AUTO_TEST_SUITE_END()
