// SPDX-License-Identifier: BSL-1.0
/// @file
/// Loads a plugin from a private copy and finds its entry.
#ifndef MULTIPOST_PLUGIN_SHARED_OBJECT_HPP
#define MULTIPOST_PLUGIN_SHARED_OBJECT_HPP

#include <multipost/error.hpp>
#include <multipost/plugin.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// A plugin in memory, for as long as the process lives.
struct shared_object
{
    mp_entry entry = nullptr;
    std::vector<std::string> exported; ///< every symbol it shows to others, sorted
};

/// Copies the image into a sealed memory file, looks for the entry among its ELF symbols, and only then loads it.
///
/// The copy makes what was checked and what is loaded the same bytes, and lets the file be replaced or cut short while the
/// plugin runs.
///
/// @param image  passed check_elf_image() and check_elf_libraries()
/// @param file  names the copy for debuggers, and the plugin in errors
/// @par Errors
/// @li errc::plugin_no_entry, plugin_wrong_abi  none of its code has run
/// @li errc::plugin_not_loadable  the dynamic linker's words are in the text
[[nodiscard]] result<shared_object> load_shared_object(std::string_view image, const std::filesystem::path& file);

} // namespace multipost

#endif
