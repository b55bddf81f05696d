// SPDX-License-Identifier: BSL-1.0
#include "cli/send_stored.hpp"

#include "cli/data_folder.hpp"
#include "cli/json_members.hpp"
#include "cli/opened_outbox.hpp"
#include "cli/outbox_client.hpp"
#include "cli/post_watch.hpp"
#include "cli/posts_report.hpp"
#include "cli/preview_report.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/running_worker.hpp"
#include "cli/stored_channels.hpp"
#include "cli/style.hpp"
#include "cli/text_input.hpp"

#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <optional>

namespace multipost::cli {

namespace {

refusal wrong_usage(const std::string& what) { return {exit_code::usage, "usage", what}; }

void refuse_plain_text(const message_options& message)
{
    if (message.plain_text)
        throw wrong_usage("--plain-text goes with URLs only: the outbox keeps messages as Markdown.");
}

void refuse_options_of_direct_sending(const send_command& command)
{
    refuse_plain_text(command.message);
    if (command.time_limit)
        throw wrong_usage("--timeout goes with URLs only. --wait=30s limits how long this command stays.");
}

// Told after the channels are known: who meant a URL by a name has another mistake to mend.
void refuse_network_of_others(const send_command& command)
{
    if (!command.outbox.wait && !(command.message.allow_hosts.empty() && command.ca_file.empty()))
        throw wrong_usage("--allow-host and --ca-file are for what this command sends itself: add --wait. Without it "
                          "the server or the worker that sends it says what may be reached.");
}

std::string checked_key(const std::string& key)
{
    constexpr std::size_t longest = 255;
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (key.size() > longest || !printable) throw wrong_usage("--key takes 1 to 255 printable ASCII characters.");
    return key;
}

wall_time now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

std::vector<std::string> ids_of(const std::vector<channel_url>& targets, const boost::json::object& channels)
{
    std::vector<std::string> ids;
    for (const auto& target : targets)
    {
        std::string id(text(find_channel(channels, target.url, target.where + ": "), "id"));
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    }
    return ids;
}

std::unique_ptr<outbox_client> find_outbox_with_channels(const data_folder& data, const network_choice& network,
                                                         const channel_url& target, const global_options& global)
{
    try
    {
        return find_outbox(data, global, {false, network});
    }
    catch (const refusal& r)
    {
        if (r.code() != "no_outbox") throw;
        throw refusal(exit_code::no_channel, "no_channel",
                      target.where + ": it is no URL that a connector takes, and there is no outbox in " +
                          data.folder.string() + " to keep a channel of that name. multipost channels add adds one.");
    }
}

style colors_of(const global_options& global) { return style(wants_color(STDOUT_FILENO, global.no_color)); }

exit_code show_requests(outbox_client& outbox, const new_post& p, const global_options& global)
{
    const auto previews = outbox.preview(p.text, p.channels);
    if (global.json)
        std::cout << dry_run_json(previews) << '\n';
    else
        print_dry_run(std::cout, previews, colors_of(global));
    return exit_code_of(previews);
}

void print_accepted(std::ostream& out, const boost::json::object& post, bool somebody_sends, const data_folder& data)
{
    out << "Accepted: post " << printable(text(post, "id")) << ", to ";
    bool first = true;
    for_each_in(post, "deliveries", [&](const boost::json::object& d) {
        out << (first ? "" : ", ") << printable(text(d, "channel_name")) << " (" << printable(text(d, "connector"))
            << ")";
        first = false;
    });
    out << ".\n";
    print_schedule(out, post);
    if (!somebody_sends)
        out << "Nothing sends it yet: no server has " << printable(data.folder.string())
            << ". Start multipost-web there, or run multipost worker run.\n";
    out << "See what becomes of it: multipost posts show " << printable(text(post, "id")) << '\n';
}

class sending
{
public:
    sending(const send_command& command, const global_options& global) : command_(command), global_(global) {}

    exit_code run(outbox_client& outbox, const data_folder& data, const new_post& p)
    {
        const auto accepted = outbox.accept(p);
        if (command_.outbox.wait) return wait(outbox, data, accepted);
        if (global_.json)
            std::cout << boost::json::serialize(accepted) << '\n';
        else if (!global_.quiet)
            print_accepted(std::cout, accepted, outbox.has_server(), data);
        return exit_code::success;
    }

private:
    exit_code wait(outbox_client& outbox, const data_folder& data, const boost::json::object& accepted)
    {
        const std::string id(text(accepted, "id"));
        if (!global_.quiet && !global_.json) print_accepted(std::cerr, accepted, true, data);
        std::optional<running_worker> worker;
        if (const auto* own = dynamic_cast<const opened_outbox*>(&outbox)) worker.emplace(*own, global_);
        const auto end = watch_post(outbox, id, command_.outbox.wait_limit);
        if (worker) worker->stop();

        const auto post = outbox.find_post(id);
        if (global_.json)
            std::cout << boost::json::serialize(post) << '\n';
        else
            print_outcome(std::cout, post, !global_.quiet, colors_of(global_));
        return end == watch_end::interrupted ? exit_code::interrupted : exit_code_of(states_of(post));
    }

    const send_command& command_;
    const global_options& global_;
};

} // namespace

void refuse_options_of_outbox(const send_command& command)
{
    const auto& asked = command.outbox;
    std::string option;
    if (!asked.when.at.empty()) option = "--at";
    if (!asked.when.in.empty()) option = "--in";
    if (!asked.when.zone.empty() && option.empty()) option = "--tz";
    if (!asked.when.late.empty() && option.empty()) option = "--late";
    if (!asked.key.empty() && option.empty()) option = "--key";
    if (asked.wait && option.empty()) option = "--wait";
    if (option.empty()) return;
    throw wrong_usage(option + " needs the outbox, and a URL is sent to directly. Keep the channel first, with "
                               "multipost channels add NAME, then send -t NAME.");
}

exit_code preview_on_stored_channels(const preview_command& command, const std::vector<channel_url>& targets,
                                     const global_options& global)
{
    refuse_plain_text(command.message);
    const auto message = read_text(command.message, std::cin);
    static_cast<void>(parse_text(message, false));
    const auto outbox = find_outbox_with_channels(find_data_folder(command.data), {}, targets.front(), global);
    const auto previews = outbox->preview(message, ids_of(targets, outbox->list_channels()));
    if (global.json)
        std::cout << preview_json(previews) << '\n';
    else
        print_previews(std::cout, previews, colors_of(global));
    return exit_code_of(previews);
}

exit_code send_to_stored_channels(const send_command& command, const std::vector<channel_url>& targets,
                                  const global_options& global)
{
    refuse_options_of_direct_sending(command);
    new_post p;
    p.idempotency_key = checked_key(command.outbox.key);
    p.when = read_schedule(command.outbox.when, now());
    if (!p.when && !command.outbox.when.late.empty())
        throw wrong_usage("--late says how long after its time a post may go out: say when, with --at or --in.");
    p.text = read_text(command.message, std::cin);
    static_cast<void>(parse_text(p.text, false));

    const auto data = find_data_folder(command.data);
    const network_choice network{command.message.allow_hosts, command.ca_file};
    const auto outbox =
        find_outbox_with_channels(data, command.outbox.wait ? network : network_choice(), targets.front(), global);
    p.channels = ids_of(targets, outbox->list_channels());
    if (command.dry_run) return show_requests(*outbox, p, global);
    refuse_network_of_others(command);
    return sending(command, global).run(*outbox, data, p);
}

} // namespace multipost::cli
