// SPDX-License-Identifier: BSL-1.0
#include "cli/connectors.hpp"

#include "cli/printable.hpp"
#include "cli/refusal.hpp"

#include <filesystem>
#include <iostream>

namespace multipost::cli {

namespace {

std::filesystem::path installed_plugins()
{
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    return (program.parent_path() / MULTIPOST_PLUGINS_FROM_PROGRAMS).lexically_normal();
}

} // namespace

loaded_connectors load_connectors(const global_options& options)
{
    auto folders = options.plugin_folders;
    if (folders.empty()) folders.push_back(installed_plugins());
    loaded_connectors loaded;
    for (const auto& folder : folders)
    {
        auto refused = loaded.registry.load_folder(std::filesystem::absolute(folder).lexically_normal());
        for (auto& e : refused) loaded.refused.push_back(std::move(e));
    }
    return loaded;
}

connector_registry require_connectors(const global_options& options)
{
    auto loaded = load_connectors(options);
    if (!loaded.registry.connectors().empty())
    {
        for (const auto& e : loaded.refused)
            if (!options.quiet) std::cerr << "multipost: warning: " << printable(e.what) << '\n';
        return loaded.registry;
    }
    std::string what =
        "No connector could be loaded. Name the folder of the plugins with --plugin-path or MULTIPOST_PLUGIN_PATH.";
    for (const auto& e : loaded.refused) what += "\n" + e.what;
    throw refusal(exit_code::configuration, "no_connectors", what);
}

} // namespace multipost::cli
