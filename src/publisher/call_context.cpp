// SPDX-License-Identifier: BSL-1.0
#include "publisher/call_context.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

struct call_context::shared
{
    std::optional<asio::io_context> context; ///< none: the user's executor is used
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work;
    std::mutex mutex;
    std::condition_variable changed; ///< a call is finished, or nobody leads any more
    bool led = false;                ///< a thread runs the context
    unsigned followers = 0;          ///< threads that wait for `changed`
    bool stopped = false;
    std::thread background;

    void follow(std::unique_lock<std::mutex>& lock)
    {
        ++followers;
        changed.wait(lock);
        --followers;
    }

    void tell_followers()
    {
        // All of them: one whose own call is finished would not take over.
        if (followers != 0) changed.notify_all();
    }

    void lead(std::unique_lock<std::mutex>& lock, const std::atomic<bool>& finished)
    {
        led = true;
        lock.unlock();
        run_until(finished);
        lock.lock();
        led = false;
        tell_followers();
    }

    void run_until(const std::atomic<bool>& finished) noexcept
    {
        while (!finished.load(std::memory_order_acquire)) context->run_one();
    }

    void lead_for_good() noexcept
    {
        {
            std::unique_lock lock(mutex);
            while (led && !stopped) follow(lock);
            if (stopped) return;
            led = true;
        }
        context->run();
        const std::lock_guard lock(mutex);
        led = false;
        tell_followers();
    }
};

call_context::call_context() : shared_(std::make_shared<shared>())
{
    auto& context = shared_->context.emplace();
    shared_->work.emplace(context.get_executor());
    executor_ = context.get_executor();
}

call_context::call_context(asio::any_io_executor executor)
    : shared_(std::make_shared<shared>()),
      executor_(std::move(executor))
{}

call_context::~call_context()
{
    stop();
    join();
}

bool call_context::is_serial() const noexcept { return shared_->context.has_value(); }

asio::any_io_executor call_context::serial_executor() const
{
    if (is_serial()) return executor_;
    return asio::make_strand(executor_);
}

void call_context::run_in_background()
{
    if (!shared_->context) return;
    const std::lock_guard lock(shared_->mutex);
    if (shared_->background.joinable() || shared_->stopped) return;
    shared_->background = std::thread([s = shared_] { s->lead_for_good(); });
}

void call_context::wait_for(call& c)
{
    auto& s = *shared_;
    if (s.context && s.context->get_executor().running_in_this_thread()) return s.run_until(c.finished_);
    std::unique_lock lock(s.mutex);
    while (!c.finished_.load(std::memory_order_acquire))
    {
        if (s.context && !s.led)
            s.lead(lock, c.finished_);
        else
            s.follow(lock);
    }
}

void call_context::finish(call& c)
{
    const std::shared_ptr<shared> s = shared_; // the waiting thread may destroy us at once
    const std::lock_guard lock(s->mutex);
    c.finished_.store(true, std::memory_order_release);
    s->tell_followers();
}

void call_context::stop()
{
    if (!shared_->context) return;
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->stopped = true;
        shared_->tell_followers();
    }
    shared_->context->stop();
}

void call_context::join()
{
    auto& background = shared_->background;
    if (!background.joinable()) return;
    if (background.get_id() == std::this_thread::get_id())
        background.detach(); // it holds what it runs on, and ends when this handler has returned
    else
        background.join();
}

} // namespace multipost
