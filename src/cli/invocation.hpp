// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_INVOCATION_HPP
#define MULTIPOST_CLI_INVOCATION_HPP

#include "cli/schedule_options.hpp"

#include <multipost/post.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace multipost::cli {

/// What every command takes.
struct global_options
{
    std::vector<std::filesystem::path> plugin_folders; ///< empty: those of the installation
    bool json = false;
    bool quiet = false;
    int verbosity = 0; ///< 1: info, 2: debug, 3 and more: trace
    bool no_color = false;
};

/// The message and where it goes, as written on the command line.
struct message_options
{
    std::vector<std::string> channels; ///< URLs, names or ids of stored channels, "@FILE" or "-"
    std::optional<std::string> text;   ///< the text, or "-"
    std::string file;                  ///< where the text is, or empty
    bool plain_text = false;           ///< the text is no Markdown
    std::vector<std::string> allow_hosts;
};

/// How this process reaches networks itself.
struct network_choice
{
    std::vector<std::string> allow_hosts;
    std::string ca_file; ///< empty: the system's certificates
};

/// What only an outbox can do with a message.
struct outbox_options_of_send
{
    schedule_options when;
    std::string key; ///< idempotency key, or empty
    bool wait = false;
    std::optional<std::chrono::milliseconds> wait_limit; ///< nothing: until the end
};

struct send_command
{
    message_options message;
    bool dry_run = false;
    std::string ca_file; ///< empty: the system's certificates
    std::optional<std::chrono::milliseconds> time_limit;
    std::filesystem::path data; ///< empty: the usual folder
    outbox_options_of_send outbox;
};

struct preview_command
{
    message_options message;
    std::filesystem::path data; ///< empty: the usual folder
};

struct plugins_list_command
{};

struct plugins_show_command
{
    std::string id;
};

struct plugins_check_command
{
    std::filesystem::path file;
};

/// A post of an outbox, as the user names it.
struct which_post
{
    std::filesystem::path data; ///< empty: the usual folder
    std::string id;
};

struct posts_list_command
{
    std::filesystem::path data; ///< empty: the usual folder
    post_query query;           ///< but for the channel
    std::string channel;        ///< name or id, or empty
};

struct posts_show_command
{
    which_post which;
};

struct posts_edit_command
{
    which_post which;
    message_options text; ///< the text and the file only
};

struct posts_reschedule_command
{
    which_post which;
    schedule_options when;
    bool now = false;
};

struct posts_cancel_command
{
    which_post which;
};

struct posts_restore_command
{
    which_post which;
};

struct posts_retry_command
{
    which_post which;
};

struct posts_resolve_command
{
    which_post which; ///< by the id of a delivery
    resolution as = resolution::delivered;
};

/// A channel of an outbox, as the user names it.
struct which_channel
{
    std::filesystem::path data; ///< empty: the usual folder
    std::string called;         ///< name or id
};

struct channels_list_command
{
    std::filesystem::path data; ///< empty: the usual folder
};

struct channels_show_command
{
    which_channel which;
};

struct channels_add_command
{
    which_channel which; ///< by the name it gets
    std::string url;     ///< the URL, "-", "@FILE", or empty: asked for
};

struct channels_test_command
{
    which_channel which;
    network_choice network;
};

struct channels_edit_command
{
    which_channel which;
    std::string name;               ///< empty: stays
    std::optional<std::string> url; ///< as in channels_add_command; nothing: stays
};

struct channels_pause_command
{
    which_channel which;
};

struct channels_resume_command
{
    which_channel which;
};

struct channels_remove_command
{
    which_channel which;
    bool force = false; ///< also when deliveries to it are cancelled by that
};

struct worker_run_command
{
    std::filesystem::path data; ///< empty: the usual folder
    network_choice network;
    bool until_empty = false; ///< ends when nothing is due; else when it is told to
};

struct db_status_command
{
    std::filesystem::path data; ///< empty: the usual folder
};

struct db_migrate_command
{
    std::filesystem::path data; ///< empty: the usual folder
};

struct db_check_command
{
    std::filesystem::path data; ///< empty: the usual folder
};

struct db_backup_command
{
    std::filesystem::path data; ///< empty: the usual folder
    std::filesystem::path file;
};

struct db_restore_command
{
    std::filesystem::path data; ///< empty: the usual folder
    std::filesystem::path file;
    bool force = false; ///< also over a database that is there
};

using any_command =
    std::variant<send_command, preview_command, plugins_list_command, plugins_show_command, plugins_check_command,
                 posts_list_command, posts_show_command, posts_edit_command, posts_reschedule_command,
                 posts_cancel_command, posts_restore_command, posts_retry_command, posts_resolve_command,
                 channels_list_command, channels_show_command, channels_add_command, channels_test_command,
                 channels_edit_command, channels_pause_command, channels_resume_command, channels_remove_command,
                 worker_run_command, db_status_command, db_migrate_command, db_check_command, db_backup_command,
                 db_restore_command>;

/// One call of the program.
struct invocation
{
    global_options global;
    any_command command;
};

} // namespace multipost::cli

#endif
