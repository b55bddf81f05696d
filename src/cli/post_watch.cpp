// SPDX-License-Identifier: BSL-1.0
#include "cli/post_watch.hpp"

#include "cli/json_members.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <csignal>

namespace multipost::cli {

namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Most posts take a moment, and a planned one is not asked for ten times a second.
constexpr milliseconds shortest_pause{20};
constexpr milliseconds longest_pause{1'000};

class post_watch
{
public:
    post_watch(outbox_client& from, const std::string& id, std::optional<milliseconds> at_most)
        : from_(from),
          id_(id),
          end_(at_most ? std::optional(steady_clock::now() + *at_most) : std::nullopt)
    {
        signals_.async_wait([this](const boost::system::error_code& e, int) {
            if (e) return;
            interrupted_ = true;
            signals_.clear(); // the next one has its default effect
            timer_.cancel();
        });
    }

    watch_end run()
    {
        for (auto pause = shortest_pause;; pause = std::min(pause * 3 / 2, longest_pause))
        {
            const auto states = states_of(from_.find_post(id_));
            if (std::all_of(states.begin(), states.end(), is_end)) return watch_end::all_ended;
            if (interrupted_) return watch_end::interrupted;
            const auto now = steady_clock::now();
            if (end_ && now >= *end_) return watch_end::time_over;
            wait_until(end_ ? std::min(*end_, now + pause) : now + pause);
        }
    }

private:
    void wait_until(steady_clock::time_point then)
    {
        bool over = false;
        timer_.expires_at(then);
        timer_.async_wait([&over](const boost::system::error_code&) { over = true; });
        while (!over) context_.run_one();
    }

    outbox_client& from_;
    const std::string& id_;
    std::optional<steady_clock::time_point> end_;
    asio::io_context context_{1};
    asio::steady_timer timer_{context_};
    asio::signal_set signals_{context_, SIGINT, SIGTERM};
    bool interrupted_ = false;
};

} // namespace

watch_end watch_post(outbox_client& from, const std::string& id, std::optional<milliseconds> at_most)
{
    return post_watch(from, id, at_most).run();
}

std::vector<delivery_state> states_of(const boost::json::object& post)
{
    std::vector<delivery_state> states;
    for_each_in(post, "deliveries", [&](const boost::json::object& d) {
        // A state this version does not know is none that has ended.
        states.push_back(delivery_state_from_string(text(d, "state")).value_or(delivery_state::waiting));
    });
    return states;
}

} // namespace multipost::cli
