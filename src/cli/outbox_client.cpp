// SPDX-License-Identifier: BSL-1.0
#include "cli/outbox_client.hpp"

#include "cli/opened_outbox.hpp"
#include "cli/refusal.hpp"
#include "cli/served_outbox.hpp"
#include "cli/short_patience.hpp"

namespace multipost::cli {

namespace {

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
    for (short_patience patience;; patience.wait())
    {
        if (auto served = find_served_outbox(data.socket))
        {
            refuse_network(needs.network);
            return served;
        }
        if (auto opened = open_outbox(data, global, needs, "multipost", patience.is_over())) return opened;
    }
}

} // namespace multipost::cli
