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

/// Threads whose owners went on the threads themselves. The program does not end before them: a database is not left half
/// closed by a completion that happened to hold the last handle.
class closing_threads
{
public:
    closing_threads() = default;
    closing_threads(const closing_threads&) = delete;
    closing_threads& operator=(const closing_threads&) = delete;
    ~closing_threads()
    {
        for (auto& t : threads_) t.join();
    }

    static closing_threads& instance()
    {
        static closing_threads all;
        return all;
    }

    void add(std::thread t)
    {
        const std::lock_guard lock(mutex_);
        threads_.push_back(std::move(t));
    }

private:
    std::mutex mutex_;
    std::vector<std::thread> threads_;
};

} // namespace

/// What the thread and its owner share; the thread keeps it until it ends.
struct database_thread::shared_state
{
    shared_state(owner_lock lock, std::unique_ptr<connection> d, const sqlite_options& options)
        : owner(std::move(lock)),
          database(std::move(d)),
          max_batch(std::max<std::size_t>(options.max_batch, 1)),
          log(options.log)
    {}

    void run()
    {
        for (auto batch = next_batch(); !batch.empty(); batch = next_batch())
        {
            run_together(*database, std::move(batch), log);
            database->bound_log();
            tell_when_broken();
        }
    }

    /// Every work from now on fails with the same words; the log has them once.
    void tell_when_broken()
    {
        if (!log || told || !database->broken()) return;
        told = true;
        log({log_level::error, database->broken()->what, {}});
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
    log_sink log;
    bool told = false;

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<queued_work> waiting;
    bool over = false;
};

database_thread::database_thread(owner_lock owner, std::unique_ptr<connection> database, const sqlite_options& options)
    : state_(std::make_shared<shared_state>(std::move(owner), std::move(database), options)),
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
        closing_threads::instance().add(std::move(thread_));
    else
        thread_.join();
}

void database_thread::post(queued_work w)
{
    // Notified under the lock: once the work can be taken, its completion may let go of the last handle on this.
    const std::lock_guard lock(state_->mutex);
    state_->waiting.push_back(std::move(w));
    state_->changed.notify_one();
}

} // namespace multipost
