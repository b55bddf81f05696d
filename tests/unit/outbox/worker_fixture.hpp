// SPDX-License-Identifier: BSL-1.0
/// @file
/// A worker with a network, a store in memory and clocks that a test turns.
#ifndef MULTIPOST_TESTS_OUTBOX_WORKER_FIXTURE_HPP
#define MULTIPOST_TESTS_OUTBOX_WORKER_FIXTURE_HPP

#include "dispatch_samples.hpp"
#include "network.hpp"
#include "outbox/worker.hpp"
#include "worker_memory_store.hpp"

#include <multipost/publisher.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace multipost::test {

/// Stands still at `test::now` until it is turned.
class turned_clock
{
public:
    /// Time passes.
    void turn(std::chrono::milliseconds by) { by_ += by.count(); }
    /// Somebody sets the wall clock.
    void set(std::chrono::milliseconds by) { set_by_ += by.count(); }
    /// Somebody sets it just before it is read for the nth time from now on.
    void set_before_reading(int nth, std::chrono::milliseconds by)
    {
        step_ = by.count();
        readings_left_ = nth;
    }
    /// The time that has passed.
    [[nodiscard]] std::chrono::milliseconds passed() const { return std::chrono::milliseconds(by_.load()); }

    [[nodiscard]] worker_seams seams()
    {
        worker_seams out;
        out.now = [this] {
            if (--readings_left_ == 0) set_by_ += step_;
            return test::now + std::chrono::milliseconds(by_ + set_by_);
        };
        out.steady_now = [this] { return std::chrono::steady_clock::now() + std::chrono::milliseconds(by_.load()); };
        out.since_boot = [this] { return std::chrono::milliseconds(by_.load()); };
        out.chance = [] { return 0.5; };
        return out;
    }

private:
    std::atomic<std::chrono::milliseconds::rep> by_ = 0;
    std::atomic<std::chrono::milliseconds::rep> set_by_ = 0;
    std::atomic<std::chrono::milliseconds::rep> step_ = 0;
    std::atomic<int> readings_left_ = 0;
};

/// Starts with the first delivery that is added.
class working
{
public:
    explicit working(network::answers answer = [](const std::string&, int) { return http_answer(200, "1"); })
        : net(std::move(answer))
    {
        publisher_settings = options_for(net);
        options.backoff_base = options.backoff_cap = std::chrono::milliseconds(0);
    }

    ~working() { crash(); }
    working(const working&) = delete;
    working& operator=(const working&) = delete;

    void start()
    {
        if (runner) return;
        if (!sender) sender.emplace(connectors(), publisher_settings);
        auto seams = clock.seams();
        if (chance) seams.chance = chance;
        runner = std::make_shared<worker>(deliveries, *sender, options, std::move(seams));
        runner->start();
    }

    void add(std::string_view id, std::string_view connector, std::string_view text = "hello",
             std::string_view channel_name = {})
    {
        const auto name = channel_name.empty() ? id : channel_name;
        deliveries->add(id, name, net.channel_of(connector, std::string(name) + "-token"), text, test::now);
    }

    /// Adds, starts and waits for the end.
    memory_row deliver(std::string_view connector, delivery_state expected = delivery_state::delivered,
                       std::string_view text = "hello")
    {
        add("1", connector, text);
        start();
        return deliveries->await("1", expected);
    }

    /// Stops and waits.
    void stop(std::chrono::milliseconds at_most = std::chrono::seconds(60))
    {
        std::promise<void> stopped;
        runner->stop(at_most, [&] { stopped.set_value(); });
        stopped.get_future().wait();
    }

    /// The process dies, as far as the store sees.
    void crash()
    {
        if (runner) runner->abandon();
        runner.reset();
        sender.reset();
    }

    network net;
    publisher_options publisher_settings;
    outbox_worker_options options;
    turned_clock clock;
    std::function<double()> chance; ///< when it is not the clock's
    std::shared_ptr<memory_store> deliveries = std::make_shared<memory_store>();
    std::optional<publisher> sender;
    std::shared_ptr<worker> runner;
};

/// Something that happens once, for a network's answers to wait for.
class gate
{
public:
    void open() { opened_.set_value(); }
    void pass() const { future_.wait(); }

private:
    std::promise<void> opened_;
    std::shared_future<void> future_ = opened_.get_future().share();
};

} // namespace multipost::test

#endif
