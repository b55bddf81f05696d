// SPDX-License-Identifier: BSL-1.0
#include "command_line.hpp"

#include "operation/configuration.hpp"
#include "operation/nearest_name.hpp"
#include "operation/printable.hpp"
#include "operation/without_urls.hpp"
#include "startup_failure.hpp"

#include <multipost/version.hpp>

#include <CLI/CLI.hpp>

#include <list>
#include <sstream>

namespace webapp {

namespace {

// What the options write to, and the parser over it.
class parser
{
public:
    parser();
    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;

    std::variant<invocation, information> parse(int argc, const char* const* argv);

private:
    void add_settings();
    void add_commands();

    [[nodiscard]] invocation what_was_asked() const;
    [[nodiscard]] startup_failure mistake(const CLI::ParseError& e) const;

    struct flag
    {
        std::string setting;
        std::string value;
        CLI::Option* option = nullptr;
    };

    CLI::App app_{"One message to many networks, and the truth about each delivery: the web app's server.",
                  "multipost-web"};
    std::list<flag> flags_; ///< a list, because the options point into it
    std::string config_file_;
    bool healthcheck_ = false;
    CLI::App* create_administrator_ = nullptr;
    CLI::App* reset_password_ = nullptr;
    CLI::App* invite_ = nullptr;
    CLI::App* rotate_key_ = nullptr;
    create_administrator_command create_administrator_command_;
    reset_password_command reset_password_command_;
    invite_command invite_command_;
};

parser::parser()
{
    app_.fallthrough();
    app_.set_help_flag("-h,--help", "Print this help");
    app_.set_version_flag("-V,--version", "multipost-web " MULTIPOST_VERSION_STRING, "Print the version");
    app_.footer(
        "Without a command it serves. Each setting may also stand in the environment (--listen as MULTIPOST_LISTEN) "
        "or in\nthe configuration file. Ends with 0: all went well; 1: it did not; 2: wrong usage; 5: a setting or a "
        "secret is wrong.");
    add_settings();
    add_commands();
}

void parser::add_settings()
{
    app_.add_option("--config", config_file_,
                    "The configuration file (default: multipost/config.toml in $XDG_CONFIG_HOME, then in /etc)")
        ->type_name("FILE");
    for (const auto& s : settings())
    {
        auto& added = flags_.emplace_back();
        added.setting = s.name;
        added.option = app_.add_option(s.flag, added.value, s.text)->type_name("");
    }
    app_.add_flag("--healthcheck", healthcheck_, "Ask the running server whether it is ready; 0: it is");
}

void parser::add_commands()
{
    auto* admin = app_.add_subcommand("admin", "Administrators");
    admin->require_subcommand(1);
    create_administrator_ = admin->add_subcommand("create", "Make an administrator; asks for the password, or reads it "
                                                            "from standard input");
    create_administrator_->add_option("--email", create_administrator_command_.email, "The address to log in with")
        ->required()
        ->type_name("EMAIL");
    create_administrator_->add_option("--name", create_administrator_command_.name, "What others call them")
        ->type_name("NAME");

    auto* password = app_.add_subcommand("password", "Passwords");
    password->require_subcommand(1);
    reset_password_ =
        password->add_subcommand("reset", "Give a user who forgot it a new one, and end all sessions of theirs");
    reset_password_->add_option("--email", reset_password_command_.email, "Whose")->required()->type_name("EMAIL");

    invite_ = app_.add_subcommand("invite", "Make an invitation and print its code");
    invite_->add_option("--email", invite_command_.email, "The only address it is good for")->type_name("EMAIL");

    auto* keys = app_.add_subcommand("keys", "The key of the channels' secrets");
    keys->require_subcommand(1);
    rotate_key_ = keys->add_subcommand("rotate", "Store the channels' secrets under a new key");
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

invocation parser::what_was_asked() const
{
    invocation asked;
    asked.config_file = config_file_;
    for (const auto& f : flags_)
        if (f.option->count() != 0) asked.flags[f.setting] = f.value;
    if (create_administrator_->parsed())
        asked.command = create_administrator_command_;
    else if (reset_password_->parsed())
        asked.command = reset_password_command_;
    else if (invite_->parsed())
        asked.command = invite_command_;
    else if (rotate_key_->parsed())
        asked.command = rotate_key_command();
    else if (healthcheck_)
        asked.command = healthcheck_command();
    return asked;
}

startup_failure parser::mistake(const CLI::ParseError& e) const
{
    auto what = printable(without_urls(e.what()));
    const auto unknown = app_.remaining(true);
    std::vector<std::string> known;
    for (const auto& s : settings()) known.push_back(s.flag);
    for (const auto* command : app_.get_subcommands([](const CLI::App*) { return true; }))
        known.push_back(command->get_name());
    if (!unknown.empty())
        if (const auto nearest = nearest_name(unknown.front().substr(0, unknown.front().find('=')), known);
            !nearest.empty())
            what += " Did you mean " + nearest + "?";
    return {exit_code::usage, what + "\nSee multipost-web --help."};
}

} // namespace

std::variant<invocation, information> read_command_line(int argc, const char* const* argv)
{
    return parser().parse(argc, argv);
}

} // namespace webapp
