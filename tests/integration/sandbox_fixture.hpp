// SPDX-License-Identifier: BSL-1.0
#ifndef INTEGRATION_SANDBOX_FIXTURE_HPP
#define INTEGRATION_SANDBOX_FIXTURE_HPP

#include "command.hpp"

#include <sandbox/server.hpp>

#include <string>
#include <vector>

namespace integration {

/// A sandbox within the test, and the URLs of its webhooks.
struct sandbox_fixture
{
    sandbox::server networks;

    explicit sandbox_fixture(sandbox::server_options options = {}) : networks(std::move(options)) {}

    [[nodiscard]] std::string authority() const { return "127.0.0.1:" + std::to_string(networks.port()); }

    [[nodiscard]] std::string slack(const std::string& token = "x") const
    {
        return "slack:" + networks.url() + "/services/T1/B1/" + token;
    }

    [[nodiscard]] std::string discord(const std::string& token = "y") const
    {
        return "discord:" + networks.url() + "/api/webhooks/1/" + token;
    }

    /// `multipost send --allow-host SANDBOX`, then the arguments.
    [[nodiscard]] finished send(std::vector<std::string> arguments, std::string input = {}) const
    {
        arguments.insert(arguments.begin(), {"send", "--allow-host", authority()});
        return multipost(std::move(arguments), std::move(input));
    }

    [[nodiscard]] std::vector<sandbox::published_message> ledger() { return networks.published().published(); }
};

} // namespace integration

#endif
