// SPDX-License-Identifier: BSL-1.0
#include "cli/channel_commands.hpp"

#include "cli/channels_report.hpp"
#include "cli/json_members.hpp"
#include "cli/outbox_client.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/secret_url.hpp"
#include "cli/stored_channels.hpp"

#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <iostream>
#include <string>

namespace multipost::cli {

namespace {

namespace json = boost::json;

style colors_of(const global_options& global) { return style(wants_color(STDOUT_FILENO, global.no_color)); }

// A channel, and the outbox that keeps it.
struct found_channel
{
    std::unique_ptr<outbox_client> outbox;
    json::object channel;
    std::string id;
    std::string name;
};

found_channel find(const which_channel& which, const global_options& global, const outbox_needs& needs = {})
{
    found_channel found;
    found.outbox = find_outbox(find_data_folder(which.data), global, needs);
    found.channel = find_channel(found.outbox->list_channels(), which.called);
    found.id = text(found.channel, "id");
    found.name = printable(text(found.channel, "name"));
    return found;
}

// As a word of a command that can be typed again.
std::string quoted(const std::string& name)
{
    constexpr auto* plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    return name.find_first_not_of(plain) == std::string::npos ? name : "\"" + name + "\"";
}

void tell(const json::object& answer, const std::string& done, const global_options& global)
{
    if (global.json)
        std::cout << json::serialize(answer) << '\n';
    else if (!global.quiet)
        std::cout << done << '\n';
}

// A name is what `send -t` goes by.
void refuse_taken_name(outbox_client& outbox, const std::string& name, const std::string& but_of = {})
{
    for_each_in(outbox.list_channels(), "items", [&](const json::object& c) {
        if (text(c, "name") == name && text(c, "id") != but_of)
            throw refusal(exit_code::failure, "name_taken",
                          "There is a channel called \"" + printable(name) +
                              "\" already. Choose another name, or change that one with multipost channels edit.");
    });
}

} // namespace

exit_code run(const channels_list_command& command, const global_options& global)
{
    const auto list = find_outbox(find_data_folder(command.data), global)->list_channels();
    if (global.json)
        std::cout << json::serialize(list) << '\n';
    else
        print_channels(std::cout, list, colors_of(global));
    return exit_code::success;
}

exit_code run(const channels_show_command& command, const global_options& global)
{
    const auto found = find(command.which, global);
    if (global.json)
        std::cout << json::serialize(found.channel) << '\n';
    else
        print_channel(std::cout, found.channel, colors_of(global));
    return exit_code::success;
}

exit_code run(const channels_add_command& command, const global_options& global)
{
    const auto url = read_secret_url(command.url, global);
    outbox_needs needs;
    needs.make = true;
    const auto outbox = find_outbox(find_data_folder(command.which.data), global, needs);
    refuse_taken_name(*outbox, command.which.called);
    const auto added = outbox->add_channel(command.which.called, url);
    const auto name = quoted(printable(text(added, "name")));
    tell(added,
         "Added: " + printable(text(added, "name")) + " (" + printable(text(added, "connector")) + ", " +
             printable(text(added, "hint")) + ").\nTry it: multipost channels test " + name +
             "; send to it: multipost send -t " + name + " \"Hello\".",
         global);
    return exit_code::success;
}

exit_code run(const channels_test_command& command, const global_options& global)
{
    outbox_needs needs;
    needs.network = command.network;
    const auto found = find(command.which, global, needs);
    const auto test = found.outbox->test_channel(found.id);
    if (global.json)
        std::cout << json::serialize(test) << '\n';
    else
        print_test(std::cout, found.channel, test, colors_of(global));
    if (text(test, "state") == "usable") return exit_code::success;
    return text(test, "state") == "unusable" ? exit_code::failure : exit_code::unconfirmed;
}

exit_code run(const channels_edit_command& command, const global_options& global)
{
    channel_edit change;
    if (!command.name.empty()) change.name = command.name;
    if (command.url) change.url = read_secret_url(*command.url, global);
    const auto found = find(command.which, global);
    if (change.name) refuse_taken_name(*found.outbox, *change.name, found.id);
    const auto changed = found.outbox->change_channel(found.id, change);
    tell(changed,
         "Changed: " + printable(text(changed, "name")) + " (" + printable(text(changed, "connector")) + ", " +
             printable(text(changed, "hint")) + "). What has not gone out uses it as it is now.",
         global);
    return exit_code::success;
}

exit_code run(const channels_pause_command& command, const global_options& global)
{
    const auto found = find(command.which, global);
    channel_edit change;
    change.state = channel_state::paused;
    tell(found.outbox->change_channel(found.id, change),
         "Paused: what is due to " + found.name + " waits until multipost channels resume " + quoted(found.name) + ".",
         global);
    return exit_code::success;
}

exit_code run(const channels_resume_command& command, const global_options& global)
{
    const auto found = find(command.which, global);
    channel_edit change;
    change.state = channel_state::active;
    tell(found.outbox->change_channel(found.id, change), "Resumed: " + found.name + " is sent to again.", global);
    return exit_code::success;
}

exit_code run(const channels_remove_command& command, const global_options& global)
{
    const auto found = find(command.which, global);
    const auto pending = number(found.channel, "pending");
    if (pending != 0 && !command.force)
        throw refusal(exit_code::failure, "deliveries_pending",
                      std::to_string(pending) + (pending == 1 ? " delivery" : " deliveries") + " to " + found.name +
                          " would be cancelled. Say so with --force, or wait: multipost posts list --channel " +
                          quoted(found.name) + ".");
    found.outbox->remove_channel(found.id);
    tell(found.channel,
         "Removed: " + found.name + " and its secrets. " +
             (pending == 0 ? "" : std::to_string(pending) + " pending cancelled. ") + "The history stays.",
         global);
    return exit_code::success;
}

} // namespace multipost::cli
