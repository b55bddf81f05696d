// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks where the dynamic linker will take a shared object's libraries from.
#ifndef MULTIPOST_PLUGIN_ELF_LIBRARIES_HPP
#define MULTIPOST_PLUGIN_ELF_LIBRARIES_HPP

#include <multipost/error.hpp>

#include <filesystem>
#include <string_view>

namespace multipost {

/// Refuses a shared object that names folders or files to load code from. They would be loaded with it, unchecked: only
/// bare names are left, which the linker finds where the host's own libraries are.
///
/// @param image  passed check_elf_image()
/// @param file  named in the error
/// @par Errors
/// @li errc::plugin_untrusted_libraries
/// @li errc::plugin_not_elf  its list of libraries cannot be read
/// @par Specification
/// System V ABI, gABI 4.1, chapter 5 (dynamic linking)
[[nodiscard]] result<void> check_elf_libraries(std::string_view image, const std::filesystem::path& file);

} // namespace multipost

#endif
