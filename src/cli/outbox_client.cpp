// SPDX-License-Identifier: BSL-1.0
#include "cli/outbox_client.hpp"

#include "cli/opened_outbox.hpp"
#include "cli/refusal.hpp"
#include "cli/served_outbox.hpp"

#include <chrono>
#include <thread>

namespace multipost::cli {

namespace {

// Other commands have the folder for milliseconds, and a server that starts listens a moment after it took it.
constexpr std::chrono::seconds patience{2};
constexpr std::chrono::milliseconds between_tries{25};

void refuse_network(const network_choice& network)
{
    if (network.allow_hosts.empty() && network.ca_file.empty()) return;
    throw refusal(exit_code::usage, "usage",
                  "--allow-host and --ca-file have no effect here: a server has this data folder, and its own "
                  "configuration says what it may reach (MULTIPOST_ALLOW_HOSTS).");
}

} // namespace

std::unique_ptr<outbox_client> find_outbox(const data_folder& data, const global_options& global,
                                           const outbox_needs& needs)
{
    const auto give_up = std::chrono::steady_clock::now() + patience;
    for (;;)
    {
        if (auto served = find_served_outbox(data.socket))
        {
            refuse_network(needs.network);
            return served;
        }
        const bool last_try = std::chrono::steady_clock::now() >= give_up;
        if (auto opened = open_outbox(data, global, needs, "multipost", last_try)) return opened;
        std::this_thread::sleep_for(between_tries);
    }
}

} // namespace multipost::cli
