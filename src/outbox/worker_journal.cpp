// SPDX-License-Identifier: BSL-1.0
#include "outbox/worker_journal.hpp"

#include "outbox/worker_patience.hpp"
#include "outbox/worker_transaction.hpp"
#include "publisher/wait_until.hpp"

#include <utility>

namespace asio = boost::asio;

namespace multipost {

asio::awaitable<bool> worker_journal::before_request(exposure if_interrupted)
{
    if (attempt_ && if_interrupted <= noted_) co_return !context_.abandoned;
    note what = [id = claimed_.id, if_interrupted, begun = attempt_.has_value()](store_session& s, unsigned attempt) {
        return !begun || s.note_exposure(id, attempt, if_interrupted);
    };
    const bool noted = co_await put(if_interrupted, std::move(what));
    co_return noted;
}

asio::awaitable<bool> worker_journal::store_checkpoint(const std::string& state, exposure if_interrupted)
{
    note what = [id = claimed_.id, state, if_interrupted](store_session& s, unsigned attempt) {
        return s.store_checkpoint(id, attempt, state, if_interrupted);
    };
    const bool noted = co_await put_in_the_end(if_interrupted, std::move(what));
    co_return noted;
}

asio::awaitable<bool> worker_journal::store_settings(const channel_settings& changed)
{
    for (const auto& [name, value] : changed) unstored_settings_.insert_or_assign(name, value);
    note what = [id = claimed_.channel_id, from = channel_, settings = unstored_settings_, now = context_.seams.now()](
                    store_session& s, unsigned) { return s.store_settings(id, from, settings, now); };
    const bool noted = co_await put_in_the_end(noted_, std::move(what));
    if (noted)
        for (auto& [name, value] : std::exchange(unstored_settings_, {}))
            channel_.settings.insert_or_assign(name, value);
    co_return noted;
}

asio::awaitable<bool> worker_journal::put(exposure if_interrupted, note what)
{
    if (context_.abandoned || too_late_) co_return false;

    struct reply
    {
        std::optional<unsigned> attempt;
        bool noted = false;
    };
    const auto answer = std::make_shared<reply>();
    worker_work work = [answer, what = std::move(what), claimed = claimed_, attempt = attempt_,
                        if_interrupted](store_session& s, const clock_watch& now) {
        answer->attempt = attempt ? attempt : s.begin_attempt(claimed, if_interrupted, now.wall());
        answer->noted = answer->attempt && what(s, *answer->attempt);
    };
    const auto error = co_await transact(context_, std::move(work));
    store_failed_ = error != nullptr;
    if (store_failed_) co_return false;
    attempt_ = answer->attempt;
    too_late_ = !answer->noted;
    if (answer->noted) noted_ = if_interrupted;
    co_return answer->noted && !context_.abandoned;
}

asio::awaitable<bool> worker_journal::put_in_the_end(exposure if_interrupted, note what)
{
    worker_patience patience;
    for (;;)
    {
        const bool noted = co_await put(if_interrupted, what);
        if (noted || !store_failed_) co_return noted;
        const auto again = std::chrono::steady_clock::now() + patience.next();
        if (again >= deadline_) co_return false;
        const bool waited = co_await wait_until(again);
        if (!waited) co_return false;
    }
}

} // namespace multipost
