// SPDX-License-Identifier: BSL-1.0
#include "cli/network.hpp"

#include "cli/log.hpp"
#include "cli/read_all.hpp"
#include "cli/refusal.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace multipost::cli {

namespace {

void allow(publisher_options& options, std::string_view entries, const std::string& source)
{
    const auto parsed = allow_list::parse(entries);
    if (!parsed) throw refusal(exit_code::configuration, "bad_configuration", source + ": " + parsed.error().what);
    options.allow.merge(*parsed);
}

publisher_options with_allowed_hosts(const std::vector<std::string>& allowed, const global_options& global)
{
    publisher_options options;
    options.log = make_log(global);
    if (const char* entries = std::getenv("MULTIPOST_ALLOW_HOSTS")) allow(options, entries, "MULTIPOST_ALLOW_HOSTS");
    for (const auto& entries : allowed) allow(options, entries, "--allow-host");
    return options;
}

std::string read_certificates(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string pem;
    if (in) pem = read_all(in, "--ca-file: " + file, exit_code::configuration, "bad_configuration");
    if (pem.find("-----BEGIN ") == std::string::npos)
        throw refusal(exit_code::configuration, "bad_configuration",
                      "--ca-file: " + file + " cannot be read or holds no PEM certificates.");
    return pem;
}

} // namespace

publisher_options network_options(const send_command& command, const global_options& global)
{
    auto options = network_options(network_choice{command.message.allow_hosts, command.ca_file}, global);
    if (command.time_limit)
    {
        options.time_limit = *command.time_limit;
        options.connect_timeout = std::min(options.connect_timeout, options.time_limit);
        options.request_timeout = std::min(options.request_timeout, options.time_limit);
    }
    return options;
}

publisher_options network_options(const preview_command& command, const global_options& global)
{
    return with_allowed_hosts(command.message.allow_hosts, global);
}

publisher_options network_options(const network_choice& choice, const global_options& global)
{
    auto options = with_allowed_hosts(choice.allow_hosts, global);
    if (!choice.ca_file.empty()) options.ca_certificates_pem = read_certificates(choice.ca_file);
    return options;
}

} // namespace multipost::cli
