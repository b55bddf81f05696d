// SPDX-License-Identifier: BSL-1.0
#include "worker_memory_store.hpp"

#include <multipost/error.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace multipost::test {

namespace {

std::string line(std::string_view what, std::string_view more) { return std::string(what) + " " + std::string(more); }

} // namespace

class memory_store::session final : public store_session
{
public:
    session(tables& t, bool failing) : tables_(t), failing_(failing) {}

    claim_result claim(wall_time now, std::size_t limit, const std::vector<std::string>& busy) override
    {
        std::map<std::string, memory_row*> heads;
        claim_result out;
        for (auto& [id, row] : tables_.rows)
        {
            if (is_end(row.state)) continue;
            auto& head = heads[row.delivery.channel_id];
            if (head == nullptr || row.delivery.due_since < head->delivery.due_since) head = &row;
        }
        for (const auto& [channel, head] : heads)
        {
            if (head->state == delivery_state::sending) continue;
            if (std::find(busy.begin(), busy.end(), channel) != busy.end()) continue;
            auto due = head->delivery.due_at;
            if (const auto rest = tables_.rests.find(channel); rest != tables_.rests.end())
                due = std::max(due, rest->second);
            if (due > now)
                out.next_due = std::min(out.next_due.value_or(due), due);
            else if (out.due.size() < limit)
            {
                out.due.push_back(head->delivery);
                if (const auto p = tables_.problems.find(channel); p != tables_.problems.end())
                    out.due.back().obstacle = p->second;
            }
        }
        return out;
    }

    std::optional<unsigned> begin_attempt(const claimed_delivery& claimed, exposure if_interrupted,
                                          wall_time now) override
    {
        write();
        auto& row = tables_.rows.at(claimed.id);
        if (row.state != delivery_state::queued && row.state != delivery_state::waiting) return std::nullopt;
        if (row.cancelled_at_begin)
        {
            row.state = delivery_state::cancelled;
            return std::nullopt;
        }
        row.state = delivery_state::sending;
        row.attempt = ++row.delivery.last_attempt;
        row.if_interrupted = if_interrupted;
        if (!row.delivery.first_attempt_at) row.delivery.first_attempt_at = now;
        row.journal.push_back(line("begin", to_string(if_interrupted)));
        return row.attempt;
    }

    bool note_exposure(std::string_view delivery, unsigned attempt, exposure if_interrupted) override
    {
        write();
        auto* row = under_way(delivery, attempt);
        if (row == nullptr) return false;
        row->if_interrupted = if_interrupted;
        row->journal.push_back(line("note", to_string(if_interrupted)));
        return true;
    }

    bool store_checkpoint(std::string_view delivery, unsigned attempt, std::string_view checkpoint,
                          exposure if_interrupted) override
    {
        write();
        auto* row = under_way(delivery, attempt);
        if (row == nullptr) return false;
        row->delivery.checkpoint = checkpoint;
        row->if_interrupted = if_interrupted;
        row->journal.push_back(line("checkpoint", to_string(if_interrupted)));
        return true;
    }

    bool end_attempt(std::string_view delivery, unsigned attempt, const delivery_ending& ending, wall_time now) override
    {
        write();
        auto* row = under_way(delivery, attempt);
        if (row == nullptr) return false;
        row->attempt.reset();
        if (ending.counts_as_try) ++row->delivery.tries;
        if (ending.rate_limited) ++row->delivery.rate_limited;
        end(*row, ending, now);
        return true;
    }

    bool end_unsent(const claimed_delivery& claimed, const delivery_ending& ending, wall_time now) override
    {
        write();
        auto& row = tables_.rows.at(claimed.id);
        if (row.state != delivery_state::queued && row.state != delivery_state::waiting) return false;
        end(row, ending, now);
        return true;
    }

    bool store_settings(std::string_view id, const channel&, const channel_settings& changed, wall_time) override
    {
        write();
        for (const auto& [name, value] : changed) tables_.settings[std::string(id)].insert_or_assign(name, value);
        return true;
    }

    bool note_problem(std::string_view channel, std::int64_t, const failure& said, wall_time) override
    {
        write();
        tables_.problems.insert_or_assign(std::string(channel), said);
        return true;
    }

    void follow_clock(const clock_step& step) override
    {
        write();
        const auto is_new = [&](wall_time t) { return t >= step.since && t <= step.now; };
        const auto move = [&](wall_time& t, std::chrono::milliseconds by) {
            if (!is_new(t)) t += by;
        };
        for (auto& [id, row] : tables_.rows)
        {
            if (is_end(row.state)) continue;
            move(row.delivery.due_since, step.by);
            if (!is_new(row.updated_at)) row.delivery.due_at += step.by;
            if (row.delivery.first_attempt_at)
                *row.delivery.first_attempt_at += std::min(step.by, std::chrono::milliseconds(0));
        }
        for (auto& [channel, rest] : tables_.rests) rest += step.by;
    }

    void rest_channel(std::string_view channel, wall_time until) override
    {
        write();
        auto& rest = tables_.rests[std::string(channel)];
        rest = std::max(rest, until);
    }

private:
    void write() const
    {
        if (failing_) throw boost::system::system_error(make_error_code(errc::store_full));
    }

    memory_row* under_way(std::string_view delivery, unsigned attempt)
    {
        const auto found = tables_.rows.find(delivery);
        return found != tables_.rows.end() && found->second.attempt == attempt ? &found->second : nullptr;
    }

    static void end(memory_row& row, const delivery_ending& ending, wall_time now)
    {
        row.updated_at = now;
        row.state = ending.state;
        row.delivery.state = ending.state;
        row.delivery.left = ending.left;
        row.delivery.last_failure = ending.failure;
        if (!is_end(ending.state)) row.delivery.due_at = ending.due_at;
        row.endings.push_back(ending);
        row.journal.push_back(line("end", to_string(ending.state)));
    }

    tables& tables_;
    bool failing_;
};

memory_store::~memory_store() { thread_.join(); }

void memory_store::transact(std::function<void(store_session&)> work, std::function<void(std::exception_ptr)> done)
{
    boost::asio::post(thread_, [this, work = std::move(work), done = std::move(done)] {
        std::exception_ptr error;
        {
            const std::lock_guard lock(mutex_);
            ++transactions_;
            auto before = tables_;
            session s(tables_, failing_);
            try
            {
                work(s);
            }
            catch (...)
            {
                error = std::current_exception();
                tables_ = std::move(before);
                ++failures_;
            }
        }
        changed_.notify_all();
        done(error);
    });
}

void memory_store::set_wakeup(std::function<void()> callback)
{
    const std::lock_guard lock(waking_);
    wakeup_ = std::move(callback);
}

void memory_store::add(std::string_view id, std::string_view channel_name, const channel& to, std::string_view text,
                       wall_time at, std::string_view owner)
{
    {
        const std::lock_guard lock(mutex_);
        memory_row row;
        row.delivery.id = id;
        row.delivery.owner = owner;
        row.delivery.channel_id = row.delivery.channel_name = channel_name;
        row.delivery.to = to;
        row.delivery.text = text;
        row.delivery.created_at = row.delivery.due_since = row.delivery.due_at = row.updated_at = at;
        tables_.rows.emplace(id, std::move(row));
    }
    const std::lock_guard lock(waking_);
    if (wakeup_) wakeup_();
}

void memory_store::change(std::string_view id, const std::function<void(memory_row&)>& how)
{
    const std::lock_guard lock(mutex_);
    how(tables_.rows.find(id)->second);
}

void memory_store::cancel_at_begin(std::string_view id)
{
    change(id, [](memory_row& row) { row.cancelled_at_begin = true; });
}

memory_row memory_store::row(std::string_view id) const
{
    const std::lock_guard lock(mutex_);
    return tables_.rows.find(id)->second;
}

memory_row memory_store::await(std::string_view id, delivery_state state)
{
    std::unique_lock lock(mutex_);
    const auto& row = tables_.rows.find(id)->second;
    changed_.wait(lock, [&] { return row.state == state; });
    return row;
}

void memory_store::await(const std::function<bool(const std::map<std::string, memory_row, std::less<>>&)>& condition)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return condition(tables_.rows); });
}

void memory_store::fail_writes(bool failing)
{
    const std::lock_guard lock(mutex_);
    failing_ = failing;
}

std::size_t memory_store::transactions() const
{
    const std::lock_guard lock(mutex_);
    return transactions_;
}

void memory_store::await_transactions(std::size_t count)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return transactions_ >= count; });
}

void memory_store::await_failures(std::size_t count)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failures_ >= count; });
}

std::optional<failure> memory_store::problem_of(std::string_view channel_name) const
{
    const std::lock_guard lock(mutex_);
    const auto found = tables_.problems.find(channel_name);
    return found == tables_.problems.end() ? std::nullopt : std::optional(found->second);
}

std::optional<wall_time> memory_store::rest_of(std::string_view channel_name) const
{
    const std::lock_guard lock(mutex_);
    const auto found = tables_.rests.find(channel_name);
    return found == tables_.rests.end() ? std::nullopt : std::optional(found->second);
}

std::optional<channel_settings> memory_store::settings_of(std::string_view channel_name) const
{
    const std::lock_guard lock(mutex_);
    const auto found = tables_.settings.find(channel_name);
    return found == tables_.settings.end() ? std::nullopt : std::optional(found->second);
}

} // namespace multipost::test
