// SPDX-License-Identifier: BSL-1.0
#include "cli/command_line.hpp"

#include "cli/channels_command_line.hpp"
#include "cli/nearest_name.hpp"
#include "cli/posts_command_line.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/shared_options.hpp"
#include "cli/upkeep_command_line.hpp"
#include "cli/without_secrets.hpp"

#include <multipost/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>

namespace multipost::cli {

namespace {

constexpr double longest_time_limit_s = 86'400;

// What the options write to, and the parser over it.
class parser
{
public:
    parser();
    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;

    std::variant<invocation, information> parse(int argc, const char* const* argv);

private:
    void add_global_options();
    void add_send();
    void add_preview();
    void add_plugins();
    static void add_message_options(CLI::App& to, message_options& message);

    [[nodiscard]] invocation what_was_asked() const;
    [[nodiscard]] send_command send() const;
    [[nodiscard]] refusal mistake(const CLI::ParseError& e) const;

    CLI::App app_{"Sends one message to many networks, and tells the truth about each delivery.", "multipost"};
    CLI::App* send_ = nullptr;
    CLI::App* preview_ = nullptr;
    CLI::App* plugins_ = nullptr;
    CLI::App* list_ = nullptr;
    CLI::App* show_ = nullptr;
    CLI::App* check_ = nullptr;

    global_options global_;
    std::vector<std::string> plugin_paths_;
    send_command send_command_;
    double time_limit_s_ = 0;
    preview_command preview_command_;
    plugins_show_command show_command_;
    std::string check_file_;
    std::string wait_;
    std::optional<posts_command_line> posts_;
    std::optional<channels_command_line> channels_;
    std::optional<upkeep_command_line> upkeep_;
};

parser::parser()
{
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.set_help_flag("-h,--help", "Print this help");
    app_.set_version_flag("-V,--version", "multipost " MULTIPOST_VERSION_STRING, "Print the version");
    app_.footer(
        "Ends with 0: everything sent, or accepted; 1: nothing sent; 2: wrong usage; 3: no channel matched; 4: sent in "
        "part; 5: wrong\nconfiguration or secret; 6: something unconfirmed, nothing failed; 75: not told before --wait "
        "ended; 130: interrupted.\n"
        "multipost --help lists the options that every command takes.");
    add_global_options();
    add_send();
    add_preview();
    add_plugins();
    posts_.emplace(app_);
    channels_.emplace(app_);
    upkeep_.emplace(app_);
}

void parser::add_global_options()
{
    app_.add_option("--plugin-path", plugin_paths_, "Folders to load plugins from (default: those installed)")
        ->type_name("DIR[:DIR...]")
        ->allow_extra_args(false);
    app_.add_flag("--json", global_.json, "Print one JSON object on standard output");
    app_.add_flag("-q,--quiet", global_.quiet, "Report only what did not succeed");
    app_.add_flag("-v,--verbose", global_.verbosity, "Say more on standard error; -vv and -vvv still more");
    app_.add_flag("--no-color", global_.no_color, "Use no colours");
}

void parser::add_message_options(CLI::App& to, message_options& message)
{
    to.add_option("-t,--to", message.channels,
                  "A stored channel's name, or a URL; @FILE or - reads them, one a line (repeatable)")
        ->type_name("CHANNEL")
        ->allow_extra_args(false);
    add_text_options(to, message);
    to.add_flag("--plain-text", message.plain_text, "The message is no Markdown: take every character as it is");
    to.add_option("--allow-host", message.allow_hosts, "Allow plain http and private addresses for these (repeatable)")
        ->type_name("HOST:PORT|CIDR[,...]")
        ->allow_extra_args(false);
}

void parser::add_send()
{
    send_ = app_.add_subcommand("send", "Send a message: to URLs at once, to stored channels through the outbox");
    add_message_options(*send_, send_command_.message);
    send_->add_flag("-n,--dry-run", send_command_.dry_run, "Print the requests, secrets masked, and send nothing");
    send_->add_option("--ca-file", send_command_.ca_file, "Trust these certificates instead of the system's")
        ->type_name("PEM");
    send_->add_option("--timeout", time_limit_s_, "Give up after this time, waits and retries included (default 60)")
        ->type_name("SECONDS");
    constexpr auto* group = "To stored channels";
    auto& asked = send_command_.outbox;
    add_schedule_options(*send_, asked.when, group);
    send_->add_option("--key", asked.key, "Idempotency key: the same post under the same key is accepted once")
        ->type_name("KEY")
        ->group(group);
    send_->add_flag("--wait", wait_, "Stay until it is told; --wait=30s at most so long")
        ->type_name("[=TIME]")
        ->group(group);
    add_data_option(*send_, send_command_.data)->group(group);
}

void parser::add_preview()
{
    preview_ = app_.add_subcommand("preview", "Show what each channel's readers would get, and send nothing");
    add_message_options(*preview_, preview_command_.message);
    add_data_option(*preview_, preview_command_.data);
}

void parser::add_plugins()
{
    plugins_ = app_.add_subcommand("plugins", "Tell about the networks there are");
    plugins_->require_subcommand(1);
    list_ = plugins_->add_subcommand("list", "List the connectors, and the plugin files that were refused");
    show_ = plugins_->add_subcommand("show", "Show a connector's limits, settings, operations and errors");
    show_->add_option("ID", show_command_.id, "The connector's id")->required()->type_name("");
    check_ = plugins_->add_subcommand("check", "Test whether a plugin keeps the rules; sends nothing");
    check_->add_option("FILE", check_file_, "The plugin, a .so file")->required()->type_name("");
}

std::variant<invocation, information> parser::parse(int argc, const char* const* argv)
{
    try
    {
        app_.parse(argc, argv);
    }
    catch (const CLI::ParseError& e)
    {
        if (e.get_exit_code() != 0) throw mistake(e);
        std::ostringstream text;
        app_.exit(e, text, text);
        return information{text.str()};
    }
    return what_was_asked();
}

std::chrono::milliseconds time_limit_from(double seconds)
{
    if (!(seconds > 0 && seconds <= longest_time_limit_s))
        throw refusal(exit_code::usage, "usage",
                      "--timeout takes seconds, more than 0 and at most 86400; 0.5 is possible.");
    return std::chrono::milliseconds(std::llround(std::ceil(seconds * 1000)));
}

/// A channel's URL given by mistake holds a secret, and what is wrong with a file is told with its name.
void refuse_url(std::string_view path, const std::string& wanted)
{
    if (path.find("://") != std::string_view::npos)
        throw refusal(exit_code::usage, "usage", wanted + " is wanted, not a URL.");
}

void add_folders(std::vector<std::filesystem::path>& folders, std::string_view path)
{
    refuse_url(path, "A folder of plugins");
    for (std::size_t first = 0; first <= path.size();)
    {
        const auto end = std::min(path.find(':', first), path.size());
        if (end != first) folders.emplace_back(path.substr(first, end - first));
        first = end + 1;
    }
}

send_command parser::send() const
{
    auto command = send_command_;
    if (send_->count("--timeout") != 0) command.time_limit = time_limit_from(time_limit_s_);
    command.outbox.wait = !wait_.empty();
    if (command.outbox.wait && wait_ != "true") command.outbox.wait_limit = read_duration("--wait", wait_);
    if (send_->count("--key") != 0 && command.outbox.key.empty())
        throw refusal(exit_code::usage, "usage", "--key takes 1 to 255 printable ASCII characters.");
    return command;
}

invocation parser::what_was_asked() const
{
    invocation asked;
    asked.global = global_;
    for (const auto& path : plugin_paths_) add_folders(asked.global.plugin_folders, path);
    const char* path = std::getenv("MULTIPOST_PLUGIN_PATH");
    if (plugin_paths_.empty() && path != nullptr) add_folders(asked.global.plugin_folders, path);

    if (send_->parsed())
        asked.command = send();
    else if (preview_->parsed())
        asked.command = preview_command_;
    else if (list_->parsed())
        asked.command = plugins_list_command();
    else if (show_->parsed())
        asked.command = show_command_;
    else if (auto posts = posts_->asked())
        asked.command = *std::move(posts);
    else if (auto channels = channels_->asked())
        asked.command = *std::move(channels);
    else if (auto upkeep = upkeep_->asked())
        asked.command = *std::move(upkeep);
    else
    {
        refuse_url(check_file_, "A plugin's file");
        asked.command = plugins_check_command{check_file_};
    }
    return asked;
}

// CLI11 says only that a subcommand is missing; the user wants to know what was wrong with the one that was written.
refusal parser::mistake(const CLI::ParseError& e) const
{
    const CLI::App* at = &app_;
    std::string name = at->get_name();
    while (!at->get_subcommands().empty())
    {
        at = at->get_subcommands().front();
        name += " " + at->get_name();
    }
    std::vector<std::string_view> commands;
    for (const auto* known : at->get_subcommands([](const CLI::App*) { return true; }))
        commands.emplace_back(known->get_name());

    std::string what = e.what();
    // What a subcommand does not know falls through to the program.
    if (const auto unknown = app_.remaining(); !commands.empty() && !unknown.empty())
    {
        what = name + " has no command \"" + printable(unknown.front()) + "\".";
        if (const auto nearest = nearest_name(unknown.front(), commands); !nearest.empty())
            what.append(" Did you mean \"").append(nearest).append("\"?");
    }
    if (const auto stray = app_.remaining(true); std::any_of(stray.begin(), stray.end(), looks_like_url))
        what += "\nA channel is named with -t.";
    return {exit_code::usage, "usage", what + "\nSee " + name + " --help."};
}

} // namespace

std::variant<invocation, information> read_command_line(int argc, const char* const* argv)
{
    return parser().parse(argc, argv);
}

} // namespace multipost::cli
