// SPDX-License-Identifier: BSL-1.0
#include "plugin/conformance/subject.hpp"

#include "plugin/settings_schema.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <string>
#include <utility>

namespace multipost::conformance {

namespace {

// Enough for an upload in three steps and a thread; bounds the time for a connector that asks without end.
constexpr std::size_t max_depth = 6;
constexpr std::size_t max_continued = 24;

/// What a request is to a connector that waits for its answer: the answers before matter only by having led here.
std::string place_of(const exchange& played)
{
    const auto& request = std::get<http_request>(played.actions.back());
    return std::to_string(played.actions.size()) + " " + std::string(to_string(request.effect)) + " " + request.method +
           " " + request.url.substr(0, request.url.find('?'));
}

std::string course_of(const exchange& played)
{
    std::string course(to_string(played.start.kind));
    for (const auto& action : played.actions)
    {
        course += ' ';
        course += std::to_string(action.index());
    }
    return course;
}

bool waits_for_an_answer(const exchange& played)
{
    return !played.outcome && !played.not_created && played.last_said<http_request>() != nullptr;
}

} // namespace

subject::subject(std::shared_ptr<const loaded_connector> connector)
    : connector_(std::move(connector)),
      settings_(example_settings(connector_->info()))
{
    for (const auto kind :
         {operation_kind::deliver, operation_kind::check, operation_kind::edit, operation_kind::remove})
    {
        const auto& named = info().operations;
        if (std::find(named.begin(), named.end(), to_string(kind)) != named.end()) operations_.push_back(kind);
    }
    for (const auto kind : operations_) explore(kind);
    send_hostile_messages();
    pick_courses();
}

void subject::explore(operation_kind kind)
{
    const auto plain = plain_message(info());
    const bool has_message = kind == operation_kind::deliver || kind == operation_kind::edit;
    scene what{begin_with(kind, settings_, plain.content), has_message ? plain.name : std::string(), {}, 0};

    exchanges_.push_back(play(*connector_, what));
    if (!waits_for_an_answer(exchanges_.back())) return;
    std::set<std::string> seen;
    std::deque<script> to_continue{script()};
    for (std::size_t continued = 0; !to_continue.empty() && continued != max_continued; ++continued)
    {
        const auto before = std::move(to_continue.front());
        to_continue.pop_front();
        for (const auto& answer : answers_to_a_request())
        {
            what.answers = before;
            what.answers.push_back(&answer);
            const auto& played = exchanges_.emplace_back(play(*connector_, what));
            const bool goes_on = waits_for_an_answer(played) && what.answers.size() < max_depth;
            if (goes_on && seen.insert(place_of(played)).second) to_continue.push_back(what.answers);
        }
    }
}

void subject::send_hostile_messages()
{
    for (const auto& hostile : hostile_messages(info()))
    {
        for (const auto& answer : answers_to_a_request())
        {
            if (answer.what != nature::plausible) continue;
            // The same answer to each request, so that exchanges of several requests go on.
            scene what{begin_with(operation_kind::deliver, settings_, hostile.content), hostile.name,
                       script(max_depth, &answer), 0};
            exchanges_.push_back(play(*connector_, std::move(what)));
        }
    }
}

void subject::pick_courses()
{
    constexpr std::size_t enough = 16;
    std::set<std::string> seen;
    for (const auto& played : exchanges_)
    {
        if (courses_.size() != enough && seen.insert(course_of(played)).second) courses_.push_back(&played);
    }
}

} // namespace multipost::conformance
