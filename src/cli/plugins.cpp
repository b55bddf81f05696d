// SPDX-License-Identifier: BSL-1.0
#include "cli/plugins.hpp"

#include "cli/connectors.hpp"
#include "cli/connectors_report.hpp"
#include "cli/findings_report.hpp"
#include "cli/nearest_name.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/style.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace multipost::cli {

namespace {

refusal unknown_connector(const std::string& id, const connector_registry& registry)
{
    std::vector<std::string_view> ids;
    for (const auto& c : registry.connectors()) ids.push_back(c.id);
    auto what = "There is no connector \"" + id + "\".";
    if (const auto nearest = nearest_name(id, ids); !nearest.empty())
        what.append(" Did you mean \"").append(nearest).append("\"?");
    return {exit_code::no_channel, "unknown_connector", what + " See multipost plugins list."};
}

} // namespace

exit_code run(const plugins_list_command&, const global_options& global)
{
    const auto loaded = load_connectors(global);
    if (global.json)
        std::cout << connectors_json(loaded) << '\n';
    else
        print_connectors(std::cout, loaded.registry.connectors(), style(wants_color(STDOUT_FILENO, global.no_color)));
    for (const auto& e : loaded.refused) std::cerr << "multipost: refused: " << printable(e.what) << '\n';
    return loaded.registry.connectors().empty() ? exit_code::configuration : exit_code::success;
}

exit_code run(const plugins_show_command& command, const global_options& global)
{
    const auto connectors = require_connectors(global);
    const auto* connector = connectors.find(command.id);
    if (connector == nullptr) throw unknown_connector(command.id, connectors);
    if (global.json)
        std::cout << to_json(*connector) << '\n';
    else
        print_connector(std::cout, *connector, style(wants_color(STDOUT_FILENO, global.no_color)));
    return exit_code::success;
}

exit_code run(const plugins_check_command& command, const global_options& global)
{
    const auto file = std::filesystem::absolute(command.file).lexically_normal();
    const auto findings = check_plugin(file);
    if (global.json)
        std::cout << findings_json(file, findings) << '\n';
    else
        print_findings(std::cout, file, findings, global, style(wants_color(STDOUT_FILENO, global.no_color)));
    return passed(findings) ? exit_code::success : exit_code::failure;
}

} // namespace multipost::cli
