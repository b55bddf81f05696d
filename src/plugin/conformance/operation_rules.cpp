// SPDX-License-Identifier: BSL-1.0
#include "plugin/abi_operation.hpp"
#include "plugin/conformance/rules.hpp"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

namespace multipost::conformance {

namespace {

using verdict = std::optional<std::string>;

constexpr std::size_t many_actions = 1001;

/// Whether it threw; the C++ sugar catches, and says so by this code.
bool threw(const exchange& played)
{
    const auto* broken = played.last_said<misbehaviour>();
    const auto* failed = played.last_said<failure>();
    return (broken != nullptr && broken->what.ends_with(exception_escaped)) ||
           (failed != nullptr && failed->code == misbehaved_code);
}

verdict ends_within_bounds(const subject& of)
{
    const auto plain = plain_message(of.info());
    for (const auto kind : of.operations())
    {
        for (const auto& answer : answers_to_a_request())
        {
            // A large body a thousand times over would only be slow.
            const auto* response = std::get_if<http_response>(&answer.event);
            if (response != nullptr && (response->body.size() > 1000 || response->headers.size() > 10)) continue;
            scene what{begin_with(kind, of.settings(), plain.content), plain.name, script(many_actions, &answer), 0};
            const auto played = play(of.connector(), std::move(what));
            if (played.actions.size() >= many_actions)
            {
                return std::string(to_string(kind)) + " still goes on after 1000 actions, each request answered by " +
                       answer.name;
            }
        }
    }
    return std::nullopt;
}

verdict cancellation_ends_it(const subject& of)
{
    for (const auto* course : of.courses())
    {
        for (std::size_t after = 1; after <= course->actions.size(); ++after)
        {
            auto what = scene_of(*course);
            what.cancel_after = after;
            const auto played = play(of.connector(), std::move(what));
            const bool was_cancelled = played.actions.size() == after + 1;
            if (was_cancelled && played.last_said<done>() == nullptr && played.last_said<failure>() == nullptr)
                return course->describe() + ", cancelled after action " + std::to_string(after) +
                       ": it neither succeeds nor fails";
        }
    }
    return std::nullopt;
}

verdict same_events_give_same_actions(const subject& of)
{
    for (const auto* course : of.courses())
    {
        if (transcript(play(of.connector(), scene_of(*course))) != transcript(*course))
            return course->describe() + ": played twice, it says two things";
    }
    return std::nullopt;
}

/// Two operations of other messages step in turn; each must say what it says alone.
verdict operations_do_not_disturb_each_other(const subject& of)
{
    for (const auto* course : of.courses())
    {
        auto other_scene = scene_of(*course);
        if (other_scene.start.content) other_scene.start.content = hostile_messages(of.info()).back().content;
        const auto other_alone = transcript(play(of.connector(), other_scene));

        player one(of.connector(), scene_of(*course));
        player other(of.connector(), std::move(other_scene));
        for (bool going = true; going;)
        {
            const bool one_goes = one.advance();
            const bool other_goes = other.advance();
            going = one_goes || other_goes;
        }
        if (transcript(std::move(one).finish()) != transcript(*course) ||
            transcript(std::move(other).finish()) != other_alone)
            return course->describe() + ": it says something else while another operation is under way";
    }
    return std::nullopt;
}

/// Each step on a thread of its own, one after the other.
verdict operations_are_bound_to_no_thread(const subject& of)
{
    for (const auto* course : of.courses())
    {
        player wandering(of.connector(), scene_of(*course));
        for (bool going = true; going;) std::thread([&] { going = wandering.advance(); }).join();
        if (transcript(std::move(wandering).finish()) != transcript(*course))
            return course->describe() + ": it says something else when its steps come from different threads";
    }
    return std::nullopt;
}

verdict operations_run_at_once(const subject& of)
{
    for (const auto* course : of.courses())
    {
        const auto alone = transcript(*course);
        std::array<bool, 4> same{};
        std::vector<std::thread> threads;
        for (auto& result : same)
        {
            threads.emplace_back([&of, &alone, course, &result] {
                result = transcript(play(of.connector(), scene_of(*course))) == alone;
            });
        }
        for (auto& thread : threads) thread.join();
        if (!std::all_of(same.begin(), same.end(), [](bool b) { return b; }))
            return course->describe() + ": it says something else when four operations run at once";
    }
    return std::nullopt;
}

verdict survives_destruction_at_any_step(const subject& of)
{
    for (const auto* course : of.courses())
    {
        for (std::size_t steps = 0; steps <= course->actions.size(); ++steps)
        {
            player abandoned(of.connector(), scene_of(*course));
            for (std::size_t i = 0; i != steps; ++i) abandoned.advance();
        }
        if (transcript(play(of.connector(), scene_of(*course))) != transcript(*course))
            return course->describe() + ": it says something else after others were destroyed early";
    }
    return std::nullopt;
}

verdict resumes_from_its_checkpoint(const subject& of)
{
    std::vector<std::pair<const exchange*, std::string>> attempts;
    for (const auto* course : of.courses())
    {
        attempts.emplace_back(course, "a checkpoint of another version");
        for (const auto& action : course->actions)
        {
            if (const auto* checkpoint = std::get_if<store_checkpoint>(&action))
                attempts.emplace_back(course, checkpoint->state);
        }
    }
    for (auto& [course, state] : attempts)
    {
        auto what = scene_of(*course);
        what.start.checkpoint = std::move(state);
        const auto played = play(of.connector(), std::move(what));
        if (threw(played)) return played.describe() + ": it throws";
        if (const auto* broken = played.last_said<misbehaviour>()) return played.describe() + ": " + broken->what;
    }
    return std::nullopt;
}

verdict survives_any_settings(const subject& of)
{
    std::vector<std::pair<std::string, channel_settings>> trials;
    trials.emplace_back("no settings", channel_settings());
    auto extra = of.settings();
    extra.insert_or_assign("not_a_setting", secret_string("\xF0\x9F\x98\x80"));
    trials.emplace_back("a setting it does not know", std::move(extra));
    for (const auto& [name, value] : of.settings())
    {
        auto without = of.settings();
        without.erase(name);
        trials.emplace_back("no " + name, std::move(without));
        for (const auto& odd :
             {std::string(), std::string("\r\nX: 1"), std::string(100'000, 'a'), std::string("\xFF\xFE")})
        {
            auto changed = of.settings();
            changed.insert_or_assign(name, secret_string(odd));
            trials.emplace_back("an odd " + name, std::move(changed));
        }
    }
    for (const auto& [name, settings] : trials)
    {
        for (const auto kind : of.operations())
        {
            auto start = begin_with(kind, settings, plain_message(of.info()).content);
            const auto played = play(of.connector(), {std::move(start), name, {}, 0});
            // Nonsense in a request is the settings' own: the host would not have let them in.
            if (threw(played)) return std::string(to_string(kind)) + " with " + name + ": it throws";
        }
    }
    return std::nullopt;
}

constexpr std::array rules{
    connector_rule{"ends_within_bounds", ends_within_bounds},
    connector_rule{"cancellation_ends_it", cancellation_ends_it},
    connector_rule{"same_events_give_same_actions", same_events_give_same_actions},
    connector_rule{"operations_do_not_disturb_each_other", operations_do_not_disturb_each_other},
    connector_rule{"operations_are_bound_to_no_thread", operations_are_bound_to_no_thread},
    connector_rule{"operations_run_at_once", operations_run_at_once},
    connector_rule{"survives_destruction_at_any_step", survives_destruction_at_any_step},
    connector_rule{"resumes_from_its_checkpoint", resumes_from_its_checkpoint},
    connector_rule{"survives_any_settings", survives_any_settings},
};

} // namespace

std::span<const connector_rule> operation_rules() { return rules; }

} // namespace multipost::conformance
