// SPDX-License-Identifier: BSL-1.0
#include "cli/command_line.hpp"

#include "cli/nearest_name.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
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
    void add_posts();
    static void add_message_options(CLI::App& to, message_options& message);
    static void add_schedule_options(CLI::App& to, schedule_options& when, const std::string& group);
    CLI::Option* add_data_option(CLI::App& to);

    [[nodiscard]] invocation what_was_asked() const;
    [[nodiscard]] send_command send() const;
    [[nodiscard]] posts_list_command posts_list() const;
    [[nodiscard]] refusal mistake(const CLI::ParseError& e) const;

    CLI::App app_{"Sends one message to many networks, and tells the truth about each delivery.", "multipost"};
    CLI::App* send_ = nullptr;
    CLI::App* preview_ = nullptr;
    CLI::App* plugins_ = nullptr;
    CLI::App* list_ = nullptr;
    CLI::App* show_ = nullptr;
    CLI::App* check_ = nullptr;
    CLI::App* posts_list_ = nullptr;
    CLI::App* posts_show_ = nullptr;

    global_options global_;
    std::vector<std::string> plugin_paths_;
    send_command send_command_;
    double time_limit_s_ = 0;
    preview_command preview_command_;
    plugins_show_command show_command_;
    std::string check_file_;
    std::string data_;
    std::string wait_;
    std::vector<std::string> states_;
    std::string since_;
    posts_list_command posts_list_command_;
    posts_show_command posts_show_command_;
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
    add_posts();
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
    to.add_option("TEXT", message.text, "The message in Markdown; - reads it from standard input")->type_name("");
    to.add_option("-f,--file", message.file, "Read the message from a file")->type_name("FILE");
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
    send_->add_flag("--wait{forever}", wait_, "Stay until it is told; --wait=30s at most so long")
        ->type_name("[=TIME]")
        ->group(group);
    add_data_option(*send_)->group(group);
}

void parser::add_preview()
{
    preview_ = app_.add_subcommand("preview", "Show what each channel's readers would get, and send nothing");
    add_message_options(*preview_, preview_command_.message);
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

void parser::add_schedule_options(CLI::App& to, schedule_options& when, const std::string& group)
{
    to.add_option("--at", when.at, "When it goes out: \"2026-12-24 09:00\", or with an offset, or Z for UTC")
        ->type_name("TIME")
        ->group(group);
    to.add_option("--tz", when.zone, "The time zone of --at, such as Europe/Paris (default: this machine's)")
        ->type_name("ZONE")
        ->group(group);
    to.add_option("--in", when.in, "When it goes out, counted from now: 90s, 5m, 1h30m, 7d")
        ->type_name("TIME")
        ->group(group);
    to.add_option("--late", when.late, "How late it may still go out, then it is missed (default: a day)")
        ->type_name("TIME")
        ->group(group);
}

CLI::Option* parser::add_data_option(CLI::App& to)
{
    return to.add_option("--data", data_, "The data folder of the outbox (default: MULTIPOST_DATA)")->type_name("DIR");
}

void parser::add_posts()
{
    auto* posts = app_.add_subcommand("posts", "Tell about the posts of an outbox");
    posts->require_subcommand(1);
    auto& query = posts_list_command_.query;
    posts_list_ = posts->add_subcommand("list", "List posts, the newest first");
    posts_list_->add_option("--status,--state", states_, "Only posts in this state: sending, failed, ... (repeatable)")
        ->type_name("STATE")
        ->allow_extra_args(false);
    posts_list_->add_option("--channel", posts_list_command_.channel, "Only posts to this channel")
        ->type_name("NAME|ID");
    posts_list_->add_option("--text", query.text, "Only posts whose text or title has this in it")->type_name("TEXT");
    posts_list_->add_option("--since", since_, "Only posts accepted since then: 7d ago, or 2026-11-20")
        ->type_name("TIME");
    posts_list_->add_flag("--to-come", query.to_come, "Only what is planned, the soonest first");
    posts_list_->add_option("--limit", query.limit, "How many at most (default 20)")
        ->type_name("N")
        ->check(CLI::Range(1, 100));
    posts_show_ = posts->add_subcommand("show", "Show a post with its deliveries and every attempt");
    posts_show_->add_option("ID", posts_show_command_.id, "The post's id")->required()->type_name("");
    for (auto* command : {posts_list_, posts_show_}) add_data_option(*command);
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

post_state state_named(const std::string& name)
{
    const auto state = post_state_from_string(name);
    if (state) return *state;
    throw refusal(exit_code::usage, "usage",
                  "There is no state \"" + printable(name) +
                      "\"; it may be draft, sending, scheduled, unconfirmed, delivered, failed, missed, cancelled or "
                      "partly_delivered.");
}

wall_time now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

send_command parser::send() const
{
    auto command = send_command_;
    command.data = data_;
    if (send_->count("--timeout") != 0) command.time_limit = time_limit_from(time_limit_s_);
    command.outbox.wait = !wait_.empty();
    if (command.outbox.wait && wait_ != "forever") command.outbox.wait_limit = read_duration("--wait", wait_);
    if (send_->count("--key") != 0 && command.outbox.key.empty())
        throw refusal(exit_code::usage, "usage", "--key takes 1 to 255 printable ASCII characters.");
    return command;
}

posts_list_command parser::posts_list() const
{
    auto command = posts_list_command_;
    command.data = data_;
    command.query.scope = owner_scope::everyone();
    for (const auto& name : states_) command.query.states.insert(state_named(name));
    if (since_.empty()) return command;
    if (command.query.to_come)
        throw refusal(exit_code::usage, "usage",
                      "--since is about when a post was accepted; --to-come has no use for it.");
    command.query.from = read_since("--since", since_, now());
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
    else if (posts_list_->parsed())
        asked.command = posts_list();
    else if (posts_show_->parsed())
        asked.command = posts_show_command{data_, posts_show_command_.id};
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
