// SPDX-License-Identifier: BSL-1.0
#include "engine/name_lookup.hpp"

#include "engine/wakeup.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>

#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

asio::ip::address address_of(const addrinfo& entry)
{
    if (entry.ai_family == AF_INET)
    {
        sockaddr_in ipv4{};
        std::memcpy(&ipv4, entry.ai_addr, sizeof ipv4);
        return asio::ip::address_v4(ntohl(ipv4.sin_addr.s_addr));
    }
    sockaddr_in6 ipv6{};
    std::memcpy(&ipv6, entry.ai_addr, sizeof ipv6);
    asio::ip::address_v6::bytes_type bytes{};
    std::memcpy(bytes.data(), &ipv6.sin6_addr, bytes.size());
    return asio::ip::address_v6(bytes, ipv6.sin6_scope_id);
}

// One name under way: what the waiting exchange and the thread share. Whoever comes first leaves the other in peace.
class ticket
{
public:
    ticket(std::string host, std::shared_ptr<wakeup> waiting) : host_(std::move(host)), waiting_(std::move(waiting)) {}

    const std::string& host() const noexcept { return host_; }

    bool is_wanted()
    {
        const std::lock_guard lock(mutex_);
        return waiting_ != nullptr;
    }

    // The notification happens under the lock: the executor behind it lives as long as somebody waits.
    void answer(lookup_answer found)
    {
        const std::lock_guard lock(mutex_);
        if (!waiting_) return;
        answer_ = std::move(found);
        waiting_->notify();
        waiting_.reset();
    }

    std::optional<lookup_answer> abandon()
    {
        const std::lock_guard lock(mutex_);
        waiting_.reset();
        return std::exchange(answer_, std::nullopt);
    }

private:
    const std::string host_;
    std::mutex mutex_;
    std::shared_ptr<wakeup> waiting_;
    std::optional<lookup_answer> answer_;
};

// Also when the coroutine is destroyed where it waits.
class abandon_at_exit
{
public:
    explicit abandon_at_exit(ticket& of) : ticket_(of) {}
    ~abandon_at_exit() { ticket_.abandon(); }
    abandon_at_exit(const abandon_at_exit&) = delete;
    abandon_at_exit& operator=(const abandon_at_exit&) = delete;

private:
    ticket& ticket_;
};

// The signals of the program are not for these threads.
class signals_blocked
{
public:
    signals_blocked()
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &before_);
    }
    ~signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    signals_blocked(const signals_blocked&) = delete;
    signals_blocked& operator=(const signals_blocked&) = delete;

private:
    sigset_t before_{};
};

} // namespace

lookup_answer look_up_name(const std::string& host)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;

    lookup_answer answer;
    addrinfo* list = nullptr;
    answer.error = getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (answer.error != 0) return answer;
    for (const auto* entry = list; entry != nullptr; entry = entry->ai_next)
        if (entry->ai_family == AF_INET || entry->ai_family == AF_INET6) answer.addresses.push_back(address_of(*entry));
    freeaddrinfo(list);
    return answer;
}

// Threads come with the work and go when there is none.
class name_lookup::worker_pool : public std::enable_shared_from_this<worker_pool>
{
public:
    worker_pool(function look_up, std::size_t max_threads) : look_up_(std::move(look_up)), max_threads_(max_threads) {}

    // False when there is no thread to do it.
    bool submit(std::shared_ptr<ticket> wanted)
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(wanted));
        if (threads_ == max_threads_) return true;
        try
        {
            const signals_blocked blocked;
            std::thread([self = shared_from_this()] { self->work(); }).detach();
            ++threads_;
        }
        catch (const std::system_error&)
        {
            if (threads_ > 0) return true; // it waits for one of those
            queue_.pop_back();
            return false;
        }
        return true;
    }

    void discard_queue()
    {
        const std::lock_guard lock(mutex_);
        queue_.clear();
    }

private:
    void work()
    {
        while (const auto wanted = next())
            if (wanted->is_wanted()) wanted->answer(look_up_(wanted->host()));
    }

    std::shared_ptr<ticket> next()
    {
        const std::lock_guard lock(mutex_);
        if (queue_.empty())
        {
            --threads_;
            return nullptr;
        }
        auto first = std::move(queue_.front());
        queue_.pop_front();
        return first;
    }

    const function look_up_;
    const std::size_t max_threads_;
    std::mutex mutex_;
    std::deque<std::shared_ptr<ticket>> queue_;
    std::size_t threads_ = 0;
};

name_lookup::name_lookup(function look_up, std::size_t max_threads)
    : workers_(std::make_shared<worker_pool>(std::move(look_up), max_threads))
{}

name_lookup::~name_lookup() { workers_->discard_queue(); }

asio::awaitable<std::optional<lookup_answer>> name_lookup::resolve(std::string host, interruption& stop)
{
    if (stop.interrupted()) co_return std::nullopt;
    const auto ready = std::make_shared<wakeup>(stop);
    const auto wanted = std::make_shared<ticket>(std::move(host), ready);
    const abandon_at_exit guard(*wanted);
    if (!workers_->submit(wanted)) co_return lookup_answer{EAI_AGAIN, {}};
    co_await ready->wait(stop);
    co_return wanted->abandon();
}

} // namespace multipost
