// SPDX-License-Identifier: BSL-1.0
#include "plugin/conformance/exchange.hpp"

#include <cstddef>
#include <utility>

namespace multipost::conformance {

namespace {

constexpr wall_time test_time{std::chrono::milliseconds(1'700'000'000'000)};

/// Keeps each action before the delivery machine sees it.
class recorder final : public operation
{
public:
    recorder(std::unique_ptr<operation> inner, exchange& into) : inner_(std::move(inner)), into_(&into) {}

    operation_action step(const operation_event& event, wall_time now) override
    {
        auto action = inner_->step(event, now);
        into_->actions.push_back(action);
        return action;
    }

private:
    std::unique_ptr<operation> inner_;
    exchange* into_;
};

attempt_rules rules_for(const loaded_connector& connector, const operation_start& start)
{
    attempt_rules rules;
    rules.origins = permitted_origins(connector.info().hosts, start.settings);
    rules.may_publish = start.kind != operation_kind::check;
    if (start.content)
    {
        for (const auto& attached : start.content->attachments)
            rules.attachment_bytes.push_back(attached.bytes ? attached.bytes->size() : 0);
    }
    return rules;
}

/// Lengths before contents, so that no two lists of texts give the same line.
void put(std::string& out, std::string_view text)
{
    out += std::to_string(text.size());
    out += ':';
    out += text;
    out += ' ';
}

struct transcriber
{
    std::string& out;

    void operator()(const http_request& r) const
    {
        put(out, to_string(r.effect));
        put(out, r.method);
        put(out, r.url);
        put(out, std::to_string(r.timeout.count()));
        for (const auto& [name, value] : r.headers)
        {
            put(out, name);
            put(out, value);
        }
        for (const auto& part : r.body)
        {
            if (const auto* bytes = std::get_if<std::string>(&part))
                put(out, *bytes);
            else
            {
                const auto& range = std::get<attachment_range>(part);
                put(out, std::to_string(range.index) + "+" + std::to_string(range.offset) + "+" +
                             std::to_string(range.length));
            }
        }
    }
    void operator()(const sleep_for& s) const { put(out, "sleep " + std::to_string(s.time.count())); }
    void operator()(const store_checkpoint& c) const { put(out, "checkpoint " + c.state); }
    void operator()(const store_settings& s) const
    {
        for (const auto& [name, value] : s.changed) put(out, name + "=" + std::string(value.reveal()));
    }
    void operator()(const done& d) const
    {
        put(out, "done");
        put(out, d.remote_id);
        put(out, d.permalink);
        put(out, std::to_string(d.pause.count()));
    }
    void operator()(const failure& f) const
    {
        put(out, multipost::to_string(f.kind));
        put(out, f.code);
        put(out, f.what);
        put(out, f.advice);
        put(out, f.remote_words);
        put(out, std::to_string(f.retry_after ? f.retry_after->count() : -1));
    }
    void operator()(const misbehaviour& m) const { put(out, "misbehaviour " + m.what); }
};

} // namespace

const http_request* exchange::last_request() const noexcept
{
    auto unanswered = answers.size();
    const http_request* last = nullptr;
    for (const auto& action : actions)
    {
        if (unanswered == 0) break;
        if (const auto* request = std::get_if<http_request>(&action))
        {
            last = request;
            --unanswered;
        }
    }
    return last;
}

const stock_event* exchange::last_answer() const noexcept { return answers.empty() ? nullptr : answers.back(); }

std::string exchange::describe() const
{
    std::string text(to_string(start.kind));
    if (!message_name.empty()) text += " of " + message_name;
    if (!start.checkpoint.empty()) text += ", resumed";
    for (std::size_t i = 0; i != answers.size(); ++i) text += (i == 0 ? ", " : ", then ") + answers[i]->name;
    return text;
}

player::player(const loaded_connector& connector, scene what)
    : played_(std::make_unique<exchange>()),
      cancel_after_(what.cancel_after)
{
    played_->start = std::move(what.start);
    played_->message_name = std::move(what.message_name);
    played_->answers = std::move(what.answers);
    auto begun = connector.create(played_->start);
    if (begun)
        machine_.emplace(std::make_unique<recorder>(std::move(*begun), *played_), rules_for(connector, played_->start));
    else
        played_->not_created = begun.error();
}

std::optional<operation_event> player::next_event()
{
    if (!last_step_) return started();
    if (played_->actions.size() == cancel_after_) return cancel_wanted();
    if (std::holds_alternative<sleep_for>(*last_step_)) return timer_fired();
    if (!std::holds_alternative<http_request>(*last_step_)) return stored();
    if (answered_ == played_->answers.size()) return std::nullopt;
    return played_->answers[answered_++]->event;
}

bool player::advance()
{
    if (!machine_ || played_->outcome) return false;
    auto event = next_event();
    if (!event) return false;
    last_step_ = machine_->resume(std::move(*event), test_time);
    if (auto* ended = std::get_if<attempt_outcome>(&*last_step_)) played_->outcome = std::move(*ended);
    return !played_->outcome;
}

exchange player::finish() &&
{
    while (advance())
    {}
    // An answer that was never asked for was not part of it.
    played_->answers.resize(answered_);
    machine_.reset();
    return std::move(*played_);
}

exchange play(const loaded_connector& connector, scene what) { return player(connector, std::move(what)).finish(); }

scene scene_of(const exchange& played) { return scene{played.start, played.message_name, played.answers, 0}; }

operation_start begin_with(operation_kind kind, channel_settings settings, std::shared_ptr<const message> content)
{
    operation_start start;
    start.kind = kind;
    start.settings = std::move(settings);
    if (kind == operation_kind::deliver || kind == operation_kind::edit) start.content = std::move(content);
    start.delivery_id = "01890a5d-ac96-774b-bcce-b302099a8057";
    start.created_at = test_time;
    if (kind == operation_kind::edit || kind == operation_kind::remove) start.remote_id = "1234567890";
    return start;
}

std::string transcript(const exchange& played)
{
    std::string text;
    for (const auto& action : played.actions)
    {
        std::visit(transcriber{text}, action);
        text += '\n';
    }
    return text;
}

std::string_view to_string(operation_kind kind) noexcept
{
    switch (kind)
    {
    case operation_kind::deliver: return "deliver";
    case operation_kind::check: return "check";
    case operation_kind::edit: return "edit";
    case operation_kind::remove: return "remove";
    }
    return {};
}

} // namespace multipost::conformance
