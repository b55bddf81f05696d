// SPDX-License-Identifier: BSL-1.0
#include "cli/posts_command_line.hpp"

#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>

namespace multipost::cli {

namespace {

post_state state_named(const std::string& name)
{
    const auto state = post_state_from_string(name);
    if (state) return *state;
    throw refusal(exit_code::usage, "usage",
                  "There is no state \"" + printable(name) +
                      "\"; it may be draft, sending, scheduled, unconfirmed, delivered, failed, missed, cancelled or "
                      "partly_delivered.");
}

} // namespace

posts_command_line::posts_command_line(CLI::App& app)
{
    auto& posts = *app.add_subcommand("posts", "List, show and change the posts of an outbox");
    posts.require_subcommand(1);
    add_list(posts);
    show_ = add(posts, "show", "Show a post with its deliveries and every attempt");
    add_edit(posts);
    add_reschedule(posts);
    cancel_ = add(posts, "cancel", "Cancel what of a post has not gone out");
    restore_ = add(posts, "restore", "Take back a cancellation, while the post's time has not come");
    retry_ = add(posts, "retry", "Send a post's failed deliveries again, at once");
    add_resolve(posts);
}

CLI::App* posts_command_line::add(CLI::App& to, const std::string& name, const std::string& purpose)
{
    auto* command = to.add_subcommand(name, purpose);
    command->add_option("ID", which_.id, "The post's id, from multipost posts list")->required()->type_name("");
    add_data_option(*command, which_.data);
    return command;
}

void posts_command_line::add_list(CLI::App& to)
{
    auto& query = list_command_.query;
    list_ = to.add_subcommand("list", "List posts, the newest first");
    list_->add_option("--status,--state", states_, "Only posts in this state: sending, failed, ... (repeatable)")
        ->type_name("STATE")
        ->allow_extra_args(false);
    list_->add_option("--channel", list_command_.channel, "Only posts to this channel")->type_name("NAME|ID");
    list_->add_option("--text", query.text, "Only posts whose text or title has this in it")->type_name("TEXT");
    list_->add_option("--since", since_, "Only posts accepted since then: 7d ago, or 2026-11-20")->type_name("TIME");
    list_->add_flag("--to-come", query.to_come, "Only what is planned, the soonest first");
    list_->add_option("--limit", query.limit, "How many at most (default 20)")
        ->type_name("N")
        ->check(CLI::Range(1, 100));
    add_data_option(*list_, which_.data);
}

void posts_command_line::add_edit(CLI::App& to)
{
    edit_ = add(to, "edit", "Give a post another text, while nothing of it has been tried");
    add_text_options(*edit_, text_);
}

void posts_command_line::add_reschedule(CLI::App& to)
{
    reschedule_ = add(to, "reschedule", "Give a post another time, while nothing of it has been tried");
    add_schedule_options(*reschedule_, reschedule_command_.when);
    reschedule_->add_flag("--now", reschedule_command_.now, "Let it go out at once");
}

void posts_command_line::add_resolve(CLI::App& to)
{
    resolve_ = to.add_subcommand("resolve", "Settle an unconfirmed delivery by what you saw");
    resolve_->add_option("DELIVERY", which_.id, "The delivery's id, from multipost posts show")
        ->required()
        ->type_name("");
    resolve_->add_flag("--delivered", delivered_, "It is there");
    resolve_->add_flag("--not-delivered", not_delivered_, "It is not: send it again");
    add_data_option(*resolve_, which_.data);
}

posts_resolve_command posts_command_line::resolve() const
{
    if (delivered_ == not_delivered_)
        throw refusal(exit_code::usage, "usage", "Say what you saw: --delivered or --not-delivered.");
    return {which_, delivered_ ? resolution::delivered : resolution::not_delivered};
}

posts_list_command posts_command_line::list() const
{
    auto command = list_command_;
    command.data = which_.data;
    command.query.scope = owner_scope::everyone();
    for (const auto& name : states_) command.query.states.insert(state_named(name));
    if (since_.empty()) return command;
    if (command.query.to_come)
        throw refusal(exit_code::usage, "usage",
                      "--since is about when a post was accepted; --to-come has no use for it.");
    command.query.from = read_since("--since", since_, wall_clock());
    return command;
}

std::optional<any_command> posts_command_line::asked() const
{
    if (list_->parsed()) return list();
    if (show_->parsed()) return posts_show_command{which_};
    if (edit_->parsed()) return posts_edit_command{which_, text_};
    if (reschedule_->parsed())
    {
        auto command = reschedule_command_;
        command.which = which_;
        return command;
    }
    if (cancel_->parsed()) return posts_cancel_command{which_};
    if (restore_->parsed()) return posts_restore_command{which_};
    if (retry_->parsed()) return posts_retry_command{which_};
    if (resolve_->parsed()) return resolve();
    return std::nullopt;
}

} // namespace multipost::cli
