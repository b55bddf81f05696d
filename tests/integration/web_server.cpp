// SPDX-License-Identifier: BSL-1.0
#include "web_server.hpp"

namespace integration {

std::vector<std::string> web_environment(const std::string& data, std::vector<std::string> added)
{
    added.insert(added.begin(), {"MULTIPOST_DATA=" + data, "MULTIPOST_LISTEN=127.0.0.1:0",
                                 "MULTIPOST_ADMIN_LISTEN=127.0.0.1:0", "MULTIPOST_LOG=error"});
    return added;
}

finished multipost_web(std::vector<std::string> arguments, const std::vector<std::string>& environment,
                       std::string input)
{
    program p;
    p.arguments = std::move(arguments);
    p.arguments.insert(p.arguments.begin(), INTEGRATION_MULTIPOST_WEB);
    p.environment = environment;
    p.input = std::move(input);
    return run(p);
}

web_server::web_server(const std::vector<std::string>& environment) : service({INTEGRATION_MULTIPOST_WEB}, environment)
{}

} // namespace integration
