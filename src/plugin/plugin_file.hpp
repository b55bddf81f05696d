// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads a plugin file, if nobody else could have put it there.
#ifndef MULTIPOST_PLUGIN_PLUGIN_FILE_HPP
#define MULTIPOST_PLUGIN_PLUGIN_FILE_HPP

#include <multipost/error.hpp>

#include <filesystem>
#include <string>

namespace multipost {

/// Reads a plugin file whole, after checking it and every folder above it.
///
/// What is checked is what is read: each folder is entered from the one before it without following links, and the file
/// is opened through the very descriptor that was checked.
///
/// @param file  absolute path; a symbolic link may lead to another file of its own folder
/// @par Errors
/// @li errc::plugin_path_not_absolute, plugin_not_found, plugin_outside_folder, plugin_not_regular, plugin_unreadable
/// @li errc::plugin_untrusted_owner  the file or a folder above it belongs to neither root nor the user of this process
/// @li errc::plugin_writable_by_others  the file or a folder above it is writable by its group or by all; a sticky folder
///     of root's, such as /tmp, is accepted
[[nodiscard]] result<std::string> read_plugin_file(const std::filesystem::path& file);

/// Checks a plugin folder and every folder above it in the same way.
[[nodiscard]] result<void> check_plugin_folder(const std::filesystem::path& folder);

} // namespace multipost

#endif
