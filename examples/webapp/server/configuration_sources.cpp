// SPDX-License-Identifier: BSL-1.0
#include "configuration_sources.hpp"

#include "startup_failure.hpp"

#include <fstream>
#include <string_view>
#include <system_error>

extern char** environ;

namespace webapp {

namespace {

constexpr std::size_t max_file_bytes = 1U << 20U;

std::map<std::string, std::string, std::less<>> environment()
{
    std::map<std::string, std::string, std::less<>> all;
    for (char** variable = environ; *variable != nullptr; ++variable)
    {
        const std::string_view text(*variable);
        const auto equals = text.find('=');
        if (equals != std::string_view::npos) all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return all;
}

std::filesystem::path usual_file(const configuration_sources& sources)
{
    const auto folder = [&](std::string_view variable) -> std::filesystem::path {
        const auto found = sources.environment.find(variable);
        return found == sources.environment.end() ? std::string() : found->second;
    };
    auto home = folder("XDG_CONFIG_HOME");
    if (home.empty() && !folder("HOME").empty()) home = folder("HOME") / ".config";
    for (const auto& file : {home / "multipost/config.toml", std::filesystem::path("/etc/multipost/config.toml")})
    {
        std::error_code not_there;
        if (file.is_absolute() && std::filesystem::exists(file, not_there)) return file;
    }
    return {};
}

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string content(max_file_bytes + 1, '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (in.bad() || (in.fail() && !in.eof()))
        throw startup_failure(exit_code::configuration, "The configuration file " + file.string() + " cannot be read.");
    content.resize(static_cast<std::size_t>(in.gcount()));
    if (content.size() > max_file_bytes)
        throw startup_failure(exit_code::configuration,
                              "The configuration file " + file.string() + " is longer than 1 MiB.");
    return content;
}

} // namespace

configuration_sources collect_sources(const invocation& call)
{
    configuration_sources sources;
    sources.flags = call.flags;
    sources.environment = environment();
    const auto file = call.config_file.empty() ? usual_file(sources) : call.config_file;
    if (!file.empty()) sources.file = configuration_sources::text_file{file.string(), content_of(file)};
    return sources;
}

configuration with_absolute_paths(configuration c)
{
    for (auto* path : {&c.data, &c.database, &c.master_key_file})
        *path = std::filesystem::absolute(*path).lexically_normal();
    return c;
}

} // namespace webapp
