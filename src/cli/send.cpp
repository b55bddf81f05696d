// SPDX-License-Identifier: BSL-1.0
#include "cli/send.hpp"

#include "cli/channels.hpp"
#include "cli/connectors.hpp"
#include "cli/network.hpp"
#include "cli/preview.hpp"
#include "cli/preview_report.hpp"
#include "cli/publish.hpp"
#include "cli/send_report.hpp"
#include "cli/send_stored.hpp"
#include "cli/style.hpp"
#include "cli/text_input.hpp"

#include <unistd.h>

#include <iostream>

namespace multipost::cli {

namespace {

void warn(const chosen_channels& chosen)
{
    if (chosen.secret_in_arguments)
        std::cerr << "multipost: warning: other users of this machine can read the secrets in a command's arguments; "
                     "-t @FILE or -t - keeps them to yourself.\n";
    if (chosen.repeated != 0)
        std::cerr << "multipost: warning: a channel that is named again gets the message once (" << chosen.repeated
                  << " left out).\n";
}

} // namespace

exit_code run(const send_command& command, const global_options& global)
{
    const auto connectors = require_connectors(global);
    const auto targets = read_targets(command.message, std::cin);
    if (are_stored(targets, connectors)) return send_to_stored_channels(command, targets, global);

    if (!targets.empty()) refuse_options_of_outbox(command);
    const auto chosen = choose_channels(targets, connectors);
    auto m = read_message(command.message, std::cin);
    auto options = network_options(command, global);
    if (!global.quiet) warn(chosen);

    const style colors(wants_color(STDOUT_FILENO, global.no_color));
    if (command.dry_run)
    {
        const auto previews = preview_all(connectors, std::move(options), m, chosen.channels);
        if (global.json)
            std::cout << dry_run_json(previews) << '\n';
        else
            print_dry_run(std::cout, previews, colors);
        return exit_code_of(previews);
    }

    const auto end = publish_until_interrupted(connectors, std::move(options), std::move(m), chosen.channels);
    if (global.json)
        std::cout << send_json(end.results) << '\n';
    else
        print_results(std::cout, end.results, global, colors);
    return end.interrupted ? exit_code::interrupted : exit_code_of(end.results);
}

} // namespace multipost::cli
