// SPDX-License-Identifier: BSL-1.0
// Changes and cancellations of posts while the worker takes them: either they win, or they are told that it is too late.
#include "worker_process.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <future>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t rounds = 20;
#else
constexpr std::size_t rounds = 200;
#endif
constexpr std::size_t channels = 50;

/// What its user did to a post, and what was answered.
struct raced
{
    std::string post;
    std::string delivery;
    bool is_change = false; ///< else a cancellation
    bool won = false;
};

new_post post_to(const std::string& channel)
{
    new_post p;
    p.owner = "me";
    p.text = "old";
    p.channels = {channel};
    return p;
}

post_change new_text()
{
    post_change c;
    c.text = "new";
    return c;
}

/// Whether an act won; else it must have been too late.
template <class T>
bool won(const result<T>& answer)
{
    if (answer) return true;
    BOOST_TEST(answer.error().code == errc::too_late);
    return false;
}

/// A post to each channel, and at once a change of every other one and a cancellation of the rest.
std::vector<raced> race(process& p, const std::vector<std::string>& to)
{
    std::vector<std::future<result<accepted_post>>> accepted;
    for (const auto& channel : to) accepted.push_back(p.box().async_accept(post_to(channel), asio::use_future));
    std::vector<raced> out;
    std::vector<std::future<result<accepted_post>>> changed;
    std::vector<std::future<result<post>>> cancelled;
    for (auto& future : accepted)
    {
        const auto made = future.get().value().accepted;
        const bool is_change = out.size() % 2 == 0;
        if (is_change)
            changed.push_back(p.box().async_change_post(me, made.id, new_text(), asio::use_future));
        else
            cancelled.push_back(p.box().async_cancel(me, made.id, std::nullopt, asio::use_future));
        out.push_back({made.id, made.deliveries.at(0).id, is_change, false});
    }
    auto next_changed = changed.begin();
    auto next_cancelled = cancelled.begin();
    for (auto& r : out) r.won = r.is_change ? won((next_changed++)->get()) : won((next_cancelled++)->get());
    return out;
}

/// The texts that came, by the delivery they were for.
std::map<std::string, std::vector<std::string>> texts_in(const std::vector<std::string>& requests)
{
    constexpr std::string_view name = "\"text\":\"";
    std::map<std::string, std::vector<std::string>> texts;
    for (const auto& request : requests)
        texts[key_of(request)].push_back(request.substr(request.find(name) + name.size(), 3));
    return texts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(worker_and_changes)

BOOST_AUTO_TEST_CASE(what_goes_out_is_never_a_post_from_before_a_change_or_a_cancellation_that_was_answered)
{
    site s;
    process p(s.file, s.net, s.key);
    std::vector<std::string> to;
    for (std::size_t i = 0; i != channels; ++i)
        to.push_back(p.add_channel(std::to_string(i), s.net.channel_of("plain")));
    std::vector<raced> all;
    for (std::size_t round = 0; round != rounds; ++round)
    {
        auto some = race(p, to);
        for (const auto& r : some) p.await(r.post, [](const post& of) { return is_end(of.deliveries[0].state); });
        all.insert(all.end(), some.begin(), some.end());
    }

    const auto texts = texts_in(s.net.requests());
    const std::vector<std::string> nothing, old_text{"old"}, changed_text{"new"};
    std::map<std::string, std::size_t> met;
    for (const auto& r : all)
    {
        const auto answer = std::string(r.is_change ? "changed" : "cancelled") + (r.won ? "" : " too late");
        const auto found = texts.find(r.delivery);
        const auto& expected = !r.won ? old_text : r.is_change ? changed_text : nothing;
        if ((found == texts.end() ? nothing : found->second) != expected)
            BOOST_ERROR("post " << r.post << " was " << answer << " and went out as it should not");
        ++met[answer];
    }
    BOOST_TEST(all.size() == rounds * channels);
    for (const auto& [answer, times] : met) BOOST_TEST_MESSAGE(times << ' ' << answer);
}

BOOST_AUTO_TEST_SUITE_END()
