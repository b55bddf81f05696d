// SPDX-License-Identifier: BSL-1.0
#include "cli/preview.hpp"

#include "cli/channels.hpp"
#include "cli/connectors.hpp"
#include "cli/network.hpp"
#include "cli/preview_report.hpp"
#include "cli/send_stored.hpp"
#include "cli/style.hpp"
#include "cli/text_input.hpp"

#include <unistd.h>

#include <iostream>

namespace multipost::cli {

exit_code run(const preview_command& command, const global_options& global)
{
    const auto connectors = require_connectors(global);
    const auto targets = read_targets(command.message, std::cin);
    if (are_stored(targets, connectors)) return preview_on_stored_channels(command, targets, global);
    const auto chosen = choose_channels(targets, connectors);
    const auto m = read_message(command.message, std::cin);
    const auto previews = preview_all(connectors, network_options(command, global), m, chosen.channels);
    if (global.json)
        std::cout << preview_json(previews) << '\n';
    else
        print_previews(std::cout, previews, style(wants_color(STDOUT_FILENO, global.no_color)));
    return exit_code_of(previews);
}

std::vector<channel_preview> preview_all(const connector_registry& connectors, publisher_options options,
                                         const message& m, const std::vector<channel>& channels)
{
    const publisher networks(connectors, std::move(options));
    std::vector<channel_preview> previews;
    previews.reserve(channels.size());
    for (const auto& c : channels) previews.push_back(networks.preview(m, c));
    return previews;
}

} // namespace multipost::cli
