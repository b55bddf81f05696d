// SPDX-License-Identifier: BSL-1.0
#include "cli/posts.hpp"

#include "cli/data_folder.hpp"
#include "cli/duration.hpp"
#include "cli/json_members.hpp"
#include "cli/outbox_client.hpp"
#include "cli/posts_report.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/stored_channels.hpp"
#include "cli/style.hpp"
#include "cli/text_input.hpp"

#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <iostream>
#include <string_view>

namespace multipost::cli {

namespace {

refusal no_such_post(const std::string& id)
{
    return {exit_code::failure, "not_found", "There is no post " + printable(id) + ". See multipost posts list."};
}

// An id goes into a path and is checked before it does.
bool is_id(std::string_view text)
{
    constexpr std::size_t uuid_length = 36;
    return text.size() == uuid_length && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

// A refusal that says more than the outbox does, whoever has it.
refusal explained(const refusal& why, const std::string& id, const std::string& too_late)
{
    if (why.code() == "not_found") return no_such_post(id);
    if (why.code() == "too_late" || why.code() == "nothing_to_retry")
        return {why.exit_code(), why.code(), too_late + " multipost posts show " + id + " tells what became of it."};
    if (why.code() == "changed_meanwhile")
        return {why.exit_code(), why.code(),
                "Post " + id + " was changed in the meantime. Look at it, then try again."};
    return why;
}

// What is asked of a post, by an id that the user wrote.
template <class Ask>
boost::json::object asked_of(const std::string& id, const std::string& too_late, Ask ask)
{
    try
    {
        return ask();
    }
    catch (const refusal& r)
    {
        throw explained(r, id, too_late);
    }
}

std::unique_ptr<outbox_client> find_outbox_of(const which_post& which, const global_options& global)
{
    if (!is_id(which.id)) throw no_such_post(which.id);
    return find_outbox(find_data_folder(which.data), global);
}

style colors_of(const global_options& global) { return style(wants_color(STDOUT_FILENO, global.no_color)); }

std::string too_late_to_change(const std::string& id)
{
    return "It is too late to change post " + id + ": something of it has been tried, or it is at an end.";
}

// What was done, then the post's time, if it has one.
void tell(const boost::json::object& post, const std::string& done, const global_options& global)
{
    if (global.json)
        std::cout << boost::json::serialize(post) << '\n';
    else if (!global.quiet)
    {
        std::cout << done << '\n';
        if (text(post, "state") == "scheduled") print_schedule(std::cout, post);
    }
}

void warn_that_nobody_sends(const outbox_client& outbox, const global_options& global)
{
    if (outbox.has_server() || global.quiet || global.json) return;
    std::cout << "Nothing sends it yet: start multipost-web on this folder, or run multipost worker run.\n";
}

void check(const posts_reschedule_command& command)
{
    const auto& when = command.when;
    const bool planned = !(when.at.empty() && when.in.empty() && when.zone.empty() && when.late.empty());
    if (command.now && planned)
        throw refusal(exit_code::usage, "usage", "--now takes the post's time away. Give it no other.");
    if (!command.now && !planned)
        throw refusal(exit_code::usage, "usage", "Say when: --at \"2026-12-24 09:00\", --in 2h, or --now.");
}

// What is not said stays: with --late alone the time, without it how late it may be.
post_change change_of(const posts_reschedule_command& command, std::optional<schedule> when,
                      const boost::json::object& post)
{
    post_change change;
    change.at_once = command.now;
    if (command.now) return change;
    change.revision = number(post, "revision");
    const auto* planned = object(post, "schedule");
    if (!when && planned == nullptr)
        throw refusal(
            exit_code::usage, "usage",
            "--late says how late after its time a post may go out, and this one has no time: give it one, with "
            "--at or --in.");
    if (!when) when = schedule{std::string(text(*planned, "at")), std::string(text(*planned, "zone")), {}};
    if (!command.when.late.empty())
        when->send_within = read_lateness(command.when.late);
    else if (const auto* late = planned == nullptr ? nullptr : object(*planned, "late"))
        when->send_within = read_iso8601(text(*late, "send_within"));
    change.when = std::move(when);
    return change;
}

boost::json::object resolved(outbox_client& outbox, const std::string& id, resolution as, const refusal& unknown)
{
    try
    {
        return outbox.resolve_delivery(id, as);
    }
    catch (const refusal& r)
    {
        if (r.code() == "not_found") throw unknown;
        if (r.code() == "too_late" || r.code() == "not_unconfirmed")
            throw refusal(exit_code::failure, r.code(), "What became of delivery " + id + " is known already.");
        throw;
    }
}

bool is_filtered(const post_query& query)
{
    return !query.states.empty() || query.channel || !query.text.empty() || query.to_come || query.from;
}

} // namespace

exit_code run(const posts_list_command& command, const global_options& global)
{
    auto query = command.query;
    const auto outbox = find_outbox(find_data_folder(command.data), global);
    if (!command.channel.empty())
        query.channel = std::string(text(find_channel(outbox->list_channels(), command.channel), "id"));
    const auto page = outbox->list_posts(query);
    if (global.json)
        std::cout << boost::json::serialize(page) << '\n';
    else
        print_posts(std::cout, page, is_filtered(query), colors_of(global));
    return exit_code::success;
}

exit_code run(const posts_show_command& command, const global_options& global)
{
    const auto outbox = find_outbox_of(command.which, global);
    const auto post = asked_of(command.which.id, {}, [&] { return outbox->find_post(command.which.id); });
    if (global.json)
        std::cout << boost::json::serialize(post) << '\n';
    else
        print_post(std::cout, post, colors_of(global));
    return exit_code::success;
}

exit_code run(const posts_edit_command& command, const global_options& global)
{
    const auto& id = command.which.id;
    post_change change;
    change.text = read_text(command.text, std::cin);
    static_cast<void>(parse_text(*change.text, false));
    const auto outbox = find_outbox_of(command.which, global);
    const auto post = asked_of(id, too_late_to_change(id), [&] { return outbox->change_post(id, change); });
    tell(post, "Changed: post " + id + " has the new text.", global);
    return exit_code::success;
}

exit_code run(const posts_reschedule_command& command, const global_options& global)
{
    const auto& id = command.which.id;
    check(command);
    const auto when =
        read_schedule(command.when, std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    const auto outbox = find_outbox_of(command.which, global);
    const auto post = asked_of(id, too_late_to_change(id), [&] {
        return outbox->change_post(id, change_of(command, when, outbox->find_post(id)));
    });
    tell(post, command.now ? "Changed: post " + id + " goes out now." : "Changed: post " + id + " has another time.",
         global);
    if (command.now) warn_that_nobody_sends(*outbox, global);
    return exit_code::success;
}

exit_code run(const posts_cancel_command& command, const global_options& global)
{
    const auto& id = command.which.id;
    const auto outbox = find_outbox_of(command.which, global);
    const auto post =
        asked_of(id, "Nothing of post " + id + " is left to cancel.", [&] { return outbox->cancel_post(id); });
    const bool all = text(post, "state") == "cancelled";
    auto said =
        all ? "Cancelled: post " + id + " does not go out."
            : "Cancelled: what of post " + id + " had not gone out; it is " + printable(text(post, "state")) + " now.";
    if (object(post, "schedule") != nullptr)
        said += " Until its time, multipost posts restore " + id + " takes that back.";
    tell(post, said, global);
    return exit_code::success;
}

exit_code run(const posts_restore_command& command, const global_options& global)
{
    const auto& id = command.which.id;
    const auto outbox = find_outbox_of(command.which, global);
    const auto post = asked_of(id,
                               "Post " + id +
                                   " cannot be restored: its time has come or it never had one, or nothing of it is "
                                   "cancelled.",
                               [&] { return outbox->restore_post(id); });
    tell(post, "Restored: post " + id + ".", global);
    return exit_code::success;
}

exit_code run(const posts_retry_command& command, const global_options& global)
{
    const auto& id = command.which.id;
    const auto outbox = find_outbox_of(command.which, global);
    const auto post =
        asked_of(id, "No delivery of post " + id + " has failed.", [&] { return outbox->retry_post(id); });
    tell(post, "Retried: what of post " + id + " had failed is sent again.", global);
    warn_that_nobody_sends(*outbox, global);
    return exit_code::success;
}

exit_code run(const posts_resolve_command& command, const global_options& global)
{
    const auto& id = command.which.id;
    const refusal unknown{exit_code::failure, "not_found",
                          "There is no delivery " + printable(id) +
                              ". multipost posts show POST tells those of a post."};
    if (!is_id(id)) throw unknown;
    const auto outbox = find_outbox(find_data_folder(command.which.data), global);
    const auto delivery = resolved(*outbox, id, command.as, unknown);
    if (global.json)
        std::cout << boost::json::serialize(delivery) << '\n';
    else if (!global.quiet)
        std::cout << (command.as == resolution::delivered ? "Settled: it is delivered.\n"
                                                          : "Settled: it is sent again, under the same id.\n");
    if (command.as == resolution::not_delivered) warn_that_nobody_sends(*outbox, global);
    return exit_code::success;
}

} // namespace multipost::cli
