// SPDX-License-Identifier: BSL-1.0
#include "operation/configuration.hpp"

#include "operation/nearest_name.hpp"
#include "operation/printable.hpp"
#include "operation/setting.hpp"
#include "operation/setting_file.hpp"
#include "operation/setting_values.hpp"

#include <algorithm>
#include <array>

namespace webapp {

namespace {

// Of other programs of this project.
constexpr std::array<std::string_view, 2> foreign_variables{"MULTIPOST_SANDBOX_LISTEN", "MULTIPOST_WERROR"};

// A text that is to become a setting, and where it stands.
struct written
{
    std::string text;
    std::string where; ///< "MULTIPOST_LISTEN", "config.toml, line 3: listen"
};

using written_settings = std::map<std::string, written, std::less<>>;

std::string_view variable(const configuration_sources& from, std::string_view name)
{
    const auto found = from.environment.find(name);
    return found == from.environment.end() ? std::string_view() : found->second;
}

void collect_file(const configuration_sources::text_file& file, written_settings& all, configuration_result& result)
{
    auto read = read_setting_file(file.name, file.text);
    result.errors.insert(result.errors.end(), read.errors.begin(), read.errors.end());
    for (auto& [name, at] : read.settings) all[name] = {std::move(at.text), std::move(at.where)};
}

// An empty variable is as good as none: that is how compose files and units leave one out.
void collect_environment(const configuration_sources& sources, written_settings& all)
{
    for (const auto& s : all_settings())
    {
        const auto name = variable_of(s.name);
        if (const auto text = variable(sources, name); !text.empty())
            all[std::string(s.name)] = {std::string(text), name};
    }
}

void judge_unknown_variables(const configuration_sources& sources, configuration_result& result)
{
    std::vector<std::string> known(foreign_variables.begin(), foreign_variables.end());
    for (const auto& s : all_settings()) known.push_back(variable_of(s.name));
    for (const auto& [name, text] : sources.environment)
    {
        if (!name.starts_with("MULTIPOST_") || std::find(known.begin(), known.end(), name) != known.end()) continue;
        const auto nearest = nearest_name(name, known);
        if (nearest.empty())
            result.warnings.push_back("Nothing reads the environment variable " + printable(name) + ".");
        else
            result.errors.push_back("There is no environment variable " + printable(name) + ". Did you mean " +
                                    nearest + "?");
    }
}

void put(const setting& s, const written& what, configuration_result& result)
{
    if (!what.text.empty() && what.text.find('\0') == std::string::npos && s.put(result.value, what.text)) return;
    result.errors.push_back(what.where + " is " + shown(what.text) + "; it should be " + std::string(s.wanted) + ".");
}

void put_usual_origin(configuration_result& result)
{
    auto at = result.value.listen;
    if (at.address().is_unspecified())
    {
        at.address(boost::asio::ip::address_v4::loopback());
        result.warnings.push_back("The server listens on all addresses, and nothing says which one users see. Until "
                                  "MULTIPOST_PUBLIC_ORIGIN does, pages and requests work on this machine only.");
    }
    result.value.public_origin = "http://" + authority_of(at);
}

void put_defaults(const configuration_sources& sources, configuration_result& result)
{
    auto& c = result.value;
    const auto data_home = variable(sources, "XDG_DATA_HOME");
    const auto home = variable(sources, "HOME");
    if (c.data.empty() && !data_home.empty()) c.data = std::filesystem::path(data_home) / "multipost";
    if (c.data.empty() && !home.empty()) c.data = std::filesystem::path(home) / ".local/share/multipost";
    if (c.data.empty())
        result.errors.emplace_back("There is no folder to keep anything in: neither MULTIPOST_DATA nor HOME is set.");
    if (c.database.empty()) c.database = c.data / "multipost.db";
    if (c.master_key_file.empty()) c.master_key_file = c.data / "master.key";
    if (c.public_origin.empty()) put_usual_origin(result);
    if (!c.demo_sandbox.empty())
        if (const auto sandbox = multipost::allow_list::parse(destination_of(c.demo_sandbox))) c.allow.merge(*sandbox);
}

void judge_as_a_whole(const written_settings& all, configuration_result& result)
{
    const auto& c = result.value;
    if (c.session_idle_timeout > c.session_lifetime)
        result.warnings.emplace_back("session.idle_timeout is longer than session.lifetime and never ends a session.");
    if (c.listen == c.admin_listen && c.listen.port() != 0)
    {
        const auto at = all.find("admin_listen");
        result.errors.push_back((at == all.end() ? std::string("admin_listen") : at->second.where) +
                                " is the address of listen; metrics and health need one of their own.");
    }
}

} // namespace

configuration_result read_configuration(const configuration_sources& sources)
{
    configuration_result result;
    written_settings all;
    if (sources.file) collect_file(*sources.file, all, result);
    collect_environment(sources, all);
    for (const auto& [name, text] : sources.flags) all[name] = {text, flag_of(name)};

    judge_unknown_variables(sources, result);
    for (const auto& s : all_settings())
        if (const auto found = all.find(s.name); found != all.end()) put(s, found->second, result);
    put_defaults(sources, result);
    judge_as_a_whole(all, result);
    return result;
}

std::vector<setting_help> settings()
{
    std::vector<setting_help> out;
    for (const auto& s : all_settings()) out.push_back({std::string(s.name), flag_of(s.name), std::string(s.help)});
    return out;
}

} // namespace webapp
