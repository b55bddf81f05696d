// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/database_thread.hpp"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <iterator>
#include <utility>

namespace multipost {

namespace {

/// Starts a thread that takes no signals: they are the program's.
template <class F>
std::thread start_without_signals(F f)
{
    sigset_t all{};
    sigset_t before{};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread started(std::move(f));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return started;
}

} // namespace

/// What the thread and its owner share; the thread keeps it until it ends.
struct database_thread::shared_state
{
    shared_state(owner_lock lock, std::unique_ptr<connection> d, std::size_t batch)
        : owner(std::move(lock)),
          database(std::move(d)),
          max_batch(std::max<std::size_t>(batch, 1))
    {}

    void run()
    {
        for (auto batch = next_batch(); !batch.empty(); batch = next_batch())
        {
            run_together(*database, std::move(batch));
            database->bound_log();
        }
    }

    /// Waits for works; none: it is over.
    std::vector<queued_work> next_batch()
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return over || !waiting.empty(); });
        const auto count = static_cast<std::ptrdiff_t>(std::min(waiting.size(), max_batch));
        const auto last = waiting.begin() + count;
        std::vector<queued_work> batch(std::make_move_iterator(waiting.begin()), std::make_move_iterator(last));
        waiting.erase(waiting.begin(), last);
        return batch;
    }

    owner_lock owner; ///< released after the database is closed
    std::unique_ptr<connection> database;
    std::size_t max_batch;

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<queued_work> waiting;
    bool over = false;
};

database_thread::database_thread(owner_lock owner, std::unique_ptr<connection> database, std::size_t max_batch)
    : state_(std::make_shared<shared_state>(std::move(owner), std::move(database), max_batch)),
      thread_(start_without_signals([state = state_]() mutable {
          pthread_setname_np(pthread_self(), "multipost-db");
          state->run();
          state.reset();
      }))
{}

database_thread::~database_thread()
{
    {
        const std::lock_guard lock(state_->mutex);
        state_->over = true;
    }
    state_->changed.notify_one();
    // The last handle on a database may go in a completion, which runs on the thread itself.
    if (std::this_thread::get_id() == thread_.get_id())
        thread_.detach();
    else
        thread_.join();
}

void database_thread::post(queued_work w)
{
    {
        const std::lock_guard lock(state_->mutex);
        state_->waiting.push_back(std::move(w));
    }
    state_->changed.notify_one();
}

} // namespace multipost
