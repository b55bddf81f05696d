// SPDX-License-Identifier: BSL-1.0
/// @file
/// Turns a plugin file into connectors.
#ifndef MULTIPOST_PLUGIN_PLUGIN_LOADER_HPP
#define MULTIPOST_PLUGIN_PLUGIN_LOADER_HPP

#include "plugin/loaded_connector.hpp"

#include <multipost/error.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace multipost {

/// What a plugin file held.
struct loaded_plugin
{
    std::vector<std::shared_ptr<const loaded_connector>> connectors;
    std::vector<std::string> exported; ///< every symbol the file shows to others
};

/// Checks a file, loads it and asks it for its connectors.
///
/// @param file  absolute path
/// @par Errors
/// errc::plugin_...; the text names the file and the reason
[[nodiscard]] result<loaded_plugin> load_plugin(const std::filesystem::path& file);

} // namespace multipost

#endif
