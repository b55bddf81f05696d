// SPDX-License-Identifier: BSL-1.0
// The worker on the real store: what the history says afterwards is what the network got.
#include "worker_process.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(worker_on_sqlite)

BOOST_AUTO_TEST_CASE(a_post_is_delivered_and_its_history_says_so)
{
    site s;
    process p(s.file, s.net, s.key);
    const auto channel = p.add_channel("here", s.net.channel_of("plain"));
    const auto done = p.await(p.accept({channel}).id, post_state::delivered);
    const auto& d = done.deliveries.at(0);
    BOOST_TEST(d.proof == proof::id);
    BOOST_TEST(d.remote_id == "1");
    BOOST_TEST(d.attempts == 1U);
    BOOST_TEST_REQUIRE(d.attempts_made.size() == 1U);
    BOOST_TEST(d.attempts_made[0].state == delivery_state::delivered);
    BOOST_TEST(d.attempts_made[0].ended_at.has_value());
    const auto requests = s.net.requests();
    BOOST_TEST_REQUIRE(requests.size() == 1U);
    BOOST_TEST(key_of(requests[0]) == d.id);
}

BOOST_AUTO_TEST_CASE(posts_to_a_channel_arrive_in_the_order_they_were_accepted)
{
    site s;
    process p(s.file, s.net, s.key);
    const auto one = p.add_channel("one", s.net.channel_of("plain"));
    const auto two = p.add_channel("two", s.net.channel_of("plain", "other-token"));
    std::vector<std::string> accepted;
    for (char c = 'a'; c <= 'j'; ++c) accepted.push_back(p.accept({one, two}, std::string(1, c)).id);
    for (const auto& id : accepted) p.await(id, post_state::delivered);
    for (const char* token : {"secret-token", "other-token"})
    {
        std::string seen;
        for (const auto& request : s.net.requests())
            if (request.find(token) != std::string::npos) seen += request[request.find("\"text\":\"") + 8];
        BOOST_TEST(seen == "abcdefghij");
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_that_passes_is_tried_again_and_each_attempt_is_kept)
{
    site s([](const std::string&, int number) { return number < 2 ? http_answer(503) : http_answer(200, "1"); });
    process p(s.file, s.net, s.key);
    const auto channel = p.add_channel("here", s.net.channel_of("plain"));
    const auto done = p.await(p.accept({channel}).id, post_state::delivered);
    const auto& made = done.deliveries.at(0).attempts_made;
    BOOST_TEST_REQUIRE(made.size() == 3U);
    BOOST_TEST(made[0].state == delivery_state::waiting);
    BOOST_TEST(made[1].failure.value().code == "status_503");
    BOOST_TEST(made[2].state == delivery_state::delivered);
}

BOOST_AUTO_TEST_CASE(a_rate_limit_puts_the_delivery_off_until_it_is_over)
{
    site s([](const std::string&, int) { return http_answer(429, "slow", "Retry-After: 120\r\n"); });
    process p(s.file, s.net, s.key);
    const auto channel = p.add_channel("here", s.net.channel_of("plain"));
    const auto id = p.accept({channel}).id;
    const auto waiting = p.await(id, [](const post& of) { return of.deliveries[0].state == delivery_state::waiting; });
    const auto& d = waiting.deliveries.at(0);
    const auto wait = d.due_at - d.attempts_made.at(0).ended_at.value();
    BOOST_TEST((wait >= 120s && wait <= 133s));
    BOOST_TEST(s.net.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_unconfirmed_until_the_user_settles_it)
{
    site s([](const std::string&, int number) { return number == 0 ? std::string() : http_answer(200, "1"); });
    process p(s.file, s.net, s.key);
    const auto channel = p.add_channel("here", s.net.channel_of("plain"));
    const auto doubt = p.await(p.accept({channel}).id, post_state::unconfirmed);
    BOOST_TEST(s.net.requests().size() == 1U);
    const auto& delivery = doubt.deliveries.at(0).id;
    BOOST_TEST(p.box().async_resolve(me, delivery, resolution::not_delivered, asio::use_future).get().has_value());
    p.await(doubt.id, post_state::delivered);
    BOOST_TEST(s.net.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_channel_that_is_refused_gets_nothing_more_until_it_is_mended)
{
    site s;
    process p(s.file, s.net, s.key);
    const auto channel = p.add_channel("here", s.net.channel_of("unusable"));
    const auto first = p.accept({channel}).id;
    const auto second = p.accept({channel}).id;
    p.await(first, post_state::failed);
    const auto unsent = p.await(second, post_state::failed);
    BOOST_TEST(unsent.deliveries.at(0).failure.value().code == "bad_channel");
    const auto found = p.box().async_find_channel(me, channel, asio::use_future).get().value();
    BOOST_TEST((found.state == channel_state::needs_attention));
    BOOST_TEST(found.problem.value().failure.code == "bad_channel");

    channel_change mend;
    mend.where = s.net.channel_of("plain");
    BOOST_TEST(p.box().async_change_channel(me, channel, std::move(mend), asio::use_future).get().has_value());
    BOOST_TEST(p.box().async_retry(me, second, asio::use_future).get().has_value());
    p.await(second, post_state::delivered);
    BOOST_TEST(s.net.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_paused_channel_waits_and_goes_on)
{
    site s;
    process p(s.file, s.net, s.key);
    const auto paused = p.add_channel("paused", s.net.channel_of("plain", "paused-token"));
    const auto other = p.add_channel("other", s.net.channel_of("plain", "other-token"));
    channel_change pause;
    pause.state = channel_state::paused;
    BOOST_TEST(p.box().async_change_channel(me, paused, std::move(pause), asio::use_future).get().has_value());
    const auto held = p.accept({paused}).id;
    p.await(p.accept({other}).id, post_state::delivered);
    BOOST_TEST(p.find(held).deliveries.at(0).state == delivery_state::queued);
    BOOST_TEST(s.net.requests().size() == 1U);
    channel_change resume;
    resume.state = channel_state::active;
    BOOST_TEST(p.box().async_change_channel(me, paused, std::move(resume), asio::use_future).get().has_value());
    p.await(held, post_state::delivered);
}

BOOST_AUTO_TEST_CASE(a_channel_removed_while_its_post_is_claimed_gets_it_or_not_as_the_history_says)
{
    site s;
    process p(s.file, s.net, s.key);
    std::size_t sent = 0;
    for (int i = 0; i != 60; ++i)
    {
        const auto channel = p.add_channel("here", s.net.channel_of("plain"));
        const auto id = p.accept({channel}).id;
        BOOST_TEST(p.box().async_remove_channel(me, channel, asio::use_future).get().has_value());
        const auto end = p.await(id, [](const post& of) { return is_end(of.deliveries[0].state); });
        const auto state = end.deliveries[0].state;
        BOOST_TEST((state == delivery_state::delivered || state == delivery_state::cancelled));
        if (state == delivery_state::delivered) ++sent;
        BOOST_TEST(s.net.requests().size() == sent);
    }
}

BOOST_AUTO_TEST_CASE(a_token_that_the_network_changed_is_used_from_then_on)
{
    site s([](const std::string& request, int) {
        if (request.find("POST /login") == std::string::npos) return http_answer(200, "1");
        return http_answer(200, request.find("secret-token") != std::string::npos ? "second-token" : "third-token");
    });
    process p(s.file, s.net, s.key);
    const auto channel = p.add_channel("here", s.net.channel_of("rotating"));
    p.await(p.accept({channel}).id, post_state::delivered);
    p.await(p.accept({channel}).id, post_state::delivered);
    const auto requests = s.net.requests();
    BOOST_TEST_REQUIRE(requests.size() == 4U);
    BOOST_TEST(requests[2].find("second-token") != std::string::npos);
    BOOST_TEST(requests[3].find("Bearer third-token") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_token_that_is_changed_while_its_channel_is_renamed_is_used_from_then_on)
{
    std::function<void()> rename;
    site s([&](const std::string& request, int) {
        if (request.find("POST /login") == std::string::npos) return http_answer(200, "1");
        rename();
        return http_answer(200, request.find("secret-token") != std::string::npos ? "second-token" : "third-token");
    });
    process p(s.file, s.net, s.key);
    const auto channel = p.add_channel("here", s.net.channel_of("rotating"));
    rename = [&] {
        channel_change renamed;
        renamed.name = "there";
        p.box().async_change_channel(me, channel, std::move(renamed), asio::use_future).get().value();
    };
    p.await(p.accept({channel}).id, post_state::delivered);
    p.await(p.accept({channel}).id, post_state::delivered);
    const auto requests = s.net.requests();
    BOOST_TEST_REQUIRE(requests.size() == 4U);
    BOOST_TEST(requests[1].find("Bearer second-token") != std::string::npos);
    BOOST_TEST(requests[3].find("Bearer third-token") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_stop_leaves_nothing_under_way_and_the_next_process_goes_on)
{
    site s([](const std::string&, int number) { return number < 3 ? std::string("hang") : http_answer(200, "1"); });
    std::vector<std::string> posts;
    {
        process p(s.file, s.net, s.key);
        for (const char* connector : {"plain", "keyed", "rotating"})
            posts.push_back(p.accept({p.add_channel(connector, s.net.channel_of(connector))}).id);
        s.net.await_requests(3);
        p.worker().async_stop(0ms, asio::use_future).get();
        BOOST_TEST(p.find(posts[0]).deliveries[0].state == delivery_state::unconfirmed);
        BOOST_TEST(p.find(posts[1]).deliveries[0].state == delivery_state::waiting);
        BOOST_TEST(p.find(posts[2]).deliveries[0].state == delivery_state::queued);
    }
    process p(s.file, s.net, s.key);
    p.await(posts[1], post_state::delivered);
    p.await(posts[2], post_state::delivered);
    BOOST_TEST(p.find(posts[0]).state == post_state::unconfirmed);
}

BOOST_AUTO_TEST_CASE(a_crash_leaves_in_doubt_what_may_be_there_and_nothing_else)
{
    site s([](const std::string&, int number) { return number < 3 ? std::string("hang") : http_answer(200, "1"); });
    std::vector<std::string> posts;
    std::string behind;
    {
        process p(s.file, s.net, s.key);
        std::vector<std::string> channels;
        for (const char* connector : {"plain", "keyed", "rotating"})
        {
            channels.push_back(p.add_channel(connector, s.net.channel_of(connector)));
            posts.push_back(p.accept({channels.back()}).id);
        }
        s.net.await_requests(3);
        behind = p.accept({channels[0]}, "behind").id;
    }
    process p(s.file, s.net, s.key);
    const auto doubt = p.await(posts[0], post_state::unconfirmed);
    BOOST_TEST(doubt.deliveries[0].failure.value().code == "interrupted");
    p.await(behind, post_state::delivered); // it had not begun
    const auto again = p.await(posts[1], post_state::delivered);
    BOOST_TEST(again.deliveries[0].attempts == 2U);
    p.await(posts[2], post_state::delivered);

    std::map<std::string, int> asked; // by key; only "rotating" logs in, without one
    for (const auto& request : s.net.requests())
        if (request.find("POST /post") == 0) ++asked[key_of(request)];
    BOOST_TEST(asked[doubt.deliveries[0].id] == 1);
    BOOST_TEST(asked[again.deliveries[0].id] == 2); // the same key
    BOOST_TEST(asked.size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_crash_leaves_in_no_doubt_what_waited_for_a_connection)
{
    site s([](const std::string&, int number) { return number < 2 ? std::string("hang") : http_answer(200, "1"); });
    std::vector<std::string> posts;
    {
        process p(s.file, s.net, s.key, {}, 2);
        std::vector<std::string> channels;
        for (char c = 'a'; c != 'i'; ++c)
            channels.push_back(p.add_channel(std::string(1, c), s.net.channel_of("plain")));
        for (const auto& channel : channels) posts.push_back(p.accept({channel}).id);
        s.net.await_requests(2);
    }
    process p(s.file, s.net, s.key);
    std::size_t in_doubt = 0;
    for (const auto& id : posts)
    {
        const auto end = p.await(id, [](const post& of) { return is_end(of.deliveries[0].state); });
        if (end.deliveries[0].state == delivery_state::unconfirmed) ++in_doubt;
    }
    BOOST_TEST(in_doubt == 2U);
    BOOST_TEST(s.net.requests().size() == posts.size());
}

BOOST_AUTO_TEST_CASE(what_a_crash_interrupts_again_and_again_is_given_up)
{
    site s([](const std::string&, int) { return std::string("hang"); });
    std::string id;
    for (std::size_t i = 0; i != 3; ++i)
    {
        process p(s.file, s.net, s.key);
        if (i == 0) id = p.accept({p.add_channel("here", s.net.channel_of("keyed"))}).id;
        s.net.await_requests(i + 1);
    }
    process p(s.file, s.net, s.key);
    const auto given_up = p.await(id, post_state::unconfirmed);
    BOOST_TEST(given_up.deliveries[0].failure.value().code == "interrupted_repeatedly");
    BOOST_TEST(s.net.requests().size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
