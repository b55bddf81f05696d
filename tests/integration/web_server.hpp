// SPDX-License-Identifier: BSL-1.0
#ifndef INTEGRATION_WEB_SERVER_HPP
#define INTEGRATION_WEB_SERVER_HPP

#include "process.hpp"

#include <string>
#include <vector>

namespace integration {

/// What multipost-web is to run with, on a data folder: free ports, a log of errors only, and what is added.
[[nodiscard]] std::vector<std::string> web_environment(const std::string& data, std::vector<std::string> added = {});

/// Runs a command of multipost-web to its end.
[[nodiscard]] finished multipost_web(std::vector<std::string> arguments, const std::vector<std::string>& environment,
                                     std::string input = {});

/// A multipost-web that serves, ready.
class web_server : public service
{
public:
    explicit web_server(const std::vector<std::string>& environment);
};

} // namespace integration

#endif
