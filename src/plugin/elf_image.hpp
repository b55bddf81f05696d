// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks that bytes are a whole shared object for this machine.
#ifndef MULTIPOST_PLUGIN_ELF_IMAGE_HPP
#define MULTIPOST_PLUGIN_ELF_IMAGE_HPP

#include <multipost/error.hpp>

#include <filesystem>
#include <string_view>

namespace multipost {

/// Checks the headers of an ELF file before the dynamic linker sees it, which trusts them: a file shorter than its own
/// headers say is a bus error inside dlopen().
///
/// @param file  named in the error
/// @par Errors
/// errc::plugin_not_elf, plugin_wrong_machine, plugin_truncated
/// @par Specification
/// System V ABI, gABI 4.1, chapter 4 (object files) and 5 (program loading)
[[nodiscard]] result<void> check_elf_image(std::string_view image, const std::filesystem::path& file);

} // namespace multipost

#endif
