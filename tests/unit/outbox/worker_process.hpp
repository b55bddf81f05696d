// SPDX-License-Identifier: BSL-1.0
/// @file
/// Processes that send from an outbox in a file, one after another, and the network they send to.
#ifndef MULTIPOST_TESTS_OUTBOX_WORKER_PROCESS_HPP
#define MULTIPOST_TESTS_OUTBOX_WORKER_PROCESS_HPP

#include "network.hpp"
#include "temporary_folder.hpp"

#include <multipost/outbox.hpp>
#include <multipost/outbox_worker.hpp>

#include <boost/asio/use_future.hpp>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace multipost::test {

inline const auto me = owner_scope::of("me");

/// Opens a database that the process before may be about to let go: its thread ends after the handles on it.
inline sqlite_database open_when_free(const std::filesystem::path& file)
{
    for (;;)
    {
        auto opened = sqlite_database::open(file);
        if (opened || opened.error().code != errc::store_in_use) return std::move(opened).value();
        std::this_thread::yield();
    }
}

inline publisher_options options_with(const network& n, std::size_t connections)
{
    auto options = options_for(n);
    options.max_connections_per_origin = connections;
    return options;
}

/// A process: an outbox in a file and its worker, which end together.
class process
{
public:
    process(const std::filesystem::path& file, const network& n, const master_key& key,
            outbox_worker_options options = {}, std::size_t connections = 8)
        : database_(open_when_free(file)),
          outbox_(outbox::open(database_, connectors(), key).value()),
          sender_(connectors(), options_with(n, connections))
    {
        options.backoff_base = options.backoff_cap = std::chrono::milliseconds(0);
        // A worker says so when it has recorded how an attempt ended.
        options.log = [this](const log_record&) { changed_.notify_all(); };
        worker_.emplace(outbox_, sender_, std::move(options));
        worker_->start();
    }

    /// As after a crash.
    ~process() = default;
    process(const process&) = delete;
    process& operator=(const process&) = delete;

    [[nodiscard]] std::string add_channel(std::string_view name, const channel& where)
    {
        new_channel c;
        c.owner = "me";
        c.name = name;
        c.where = where;
        return outbox_.async_add_channel(std::move(c), boost::asio::use_future).get().value().id;
    }

    [[nodiscard]] post accept(std::vector<std::string> channels, std::string_view text = "hello")
    {
        new_post p;
        p.owner = "me";
        p.text = text;
        p.channels = std::move(channels);
        return outbox_.async_accept(std::move(p), boost::asio::use_future).get().value().accepted;
    }

    [[nodiscard]] post find(const std::string& id)
    {
        return outbox_.async_find_post(me, id, boost::asio::use_future).get().value();
    }

    /// Waits until a post is in a state.
    post await(const std::string& id, post_state state)
    {
        return await(id, [state](const post& p) { return p.state == state; });
    }

    template <class Condition>
    post await(const std::string& id, Condition condition)
    {
        std::unique_lock lock(mutex_);
        for (;;)
        {
            auto p = find(id);
            if (condition(p)) return p;
            // What is logged just before it is recorded is seen at the next look.
            changed_.wait_for(lock, std::chrono::milliseconds(10));
        }
    }

    outbox& box() { return outbox_; }
    outbox_worker& worker() { return *worker_; }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    sqlite_database database_;
    outbox outbox_;
    publisher sender_;
    std::optional<outbox_worker> worker_; ///< ends first
};

/// A folder, a key and a network that outlive processes.
struct site
{
    explicit site(network::answers answer = [](const std::string&, int) { return http_answer(200, "1"); })
        : net(std::move(answer))
    {}

    network net;
    temporary_folder folder;
    std::filesystem::path file = folder.path() / "outbox.db";
    master_key key = master_key::random();
};

/// The delivery's id, which a request names.
inline std::string key_of(const std::string& request)
{
    constexpr std::string_view name = "Idempotency-Key: ";
    const auto at = request.find(name) + name.size();
    return request.substr(at, request.find("\r\n", at) - at);
}

} // namespace multipost::test

#endif
