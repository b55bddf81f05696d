// SPDX-License-Identifier: BSL-1.0
#include "cli/channels_command_line.hpp"

#include "cli/refusal.hpp"
#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>

namespace multipost::cli {

namespace {

constexpr auto* about_url =
    "The channel's URL; - reads it from standard input, @FILE from a file; without it you are asked";

// Who swaps the two would have the secret stand in every list.
void refuse_url_as_name(const std::string& name)
{
    if (looks_like_url(name))
        throw refusal(exit_code::usage, "usage",
                      "A URL is no name for a channel: it holds a secret. Give the name first, then the URL: multipost "
                      "channels add NAME -.");
}

} // namespace

channels_command_line::channels_command_line(CLI::App& app)
{
    auto& channels = *app.add_subcommand("channels", "Keep channels in an outbox, to send to them by name");
    channels.require_subcommand(1);
    list_ = channels.add_subcommand("list", "List the channels");
    add_data_option(*list_, which_.data);
    show_ = add(channels, "show", "Show a channel, without its secrets");
    add_ = channels.add_subcommand("add", "Keep a channel under a name");
    add_->add_option("NAME", which_.called, "What you call it")->required()->type_name("");
    add_->add_option("URL", url_, about_url)->type_name("");
    add_data_option(*add_, which_.data);
    test_ = add(channels, "test", "Ask a channel's network whether it can be used, sending nothing");
    add_network_options(*test_, network_);
    edit_ = add(channels, "edit", "Give a channel another name or URL");
    edit_->add_option("--name", name_, "Another name")->type_name("NAME");
    edit_->add_option("--url", url_, "Another URL of the same network; - or @FILE as for add")
        ->type_name("URL|-|@FILE");
    pause_ = add(channels, "pause", "Let what is due to a channel wait");
    resume_ = add(channels, "resume", "Send to a channel again");
    remove_ = add(channels, "remove", "Forget a channel and its secrets; the history stays");
    remove_->add_flag("--force", force_, "Also when deliveries to it have not gone out: they are cancelled");
}

CLI::App* channels_command_line::add(CLI::App& to, const std::string& name, const std::string& purpose)
{
    auto* command = to.add_subcommand(name, purpose);
    command->add_option("CHANNEL", which_.called, "The channel's name or id")->required()->type_name("");
    add_data_option(*command, which_.data);
    return command;
}

channels_edit_command channels_command_line::edit() const
{
    channels_edit_command command{which_, name_, {}};
    refuse_url_as_name(name_);
    if (edit_->count("--url") != 0) command.url = url_;
    if (name_.empty() && !command.url)
        throw refusal(exit_code::usage, "usage", "Say what to change: --name NAME, --url -, or both.");
    return command;
}

std::optional<any_command> channels_command_line::asked() const
{
    if (list_->parsed()) return channels_list_command{which_.data};
    if (show_->parsed()) return channels_show_command{which_};
    if (add_->parsed())
    {
        refuse_url_as_name(which_.called);
        return channels_add_command{which_, url_};
    }
    if (test_->parsed()) return channels_test_command{which_, network_};
    if (edit_->parsed()) return edit();
    if (pause_->parsed()) return channels_pause_command{which_};
    if (resume_->parsed()) return channels_resume_command{which_};
    if (remove_->parsed()) return channels_remove_command{which_, force_};
    return std::nullopt;
}

} // namespace multipost::cli
