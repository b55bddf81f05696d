// SPDX-License-Identifier: BSL-1.0
/// @file
/// Words the refusal of a plugin.
#ifndef MULTIPOST_PLUGIN_REFUSAL_HPP
#define MULTIPOST_PLUGIN_REFUSAL_HPP

#include <multipost/error.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace multipost {

/// "The plugin /opt/x.so is refused: it is a directory."
///
/// @param kind  "plugin" or "plugin folder"
[[nodiscard]] inline error refusal(errc code, const std::filesystem::path& file, std::string_view reason,
                                   std::string_view kind = "plugin")
{
    std::string what = "The ";
    what += kind;
    what += ' ';
    what += file.string();
    what += " is refused: ";
    what += reason;
    what += '.';
    return error{make_error_code(code), std::move(what)};
}

} // namespace multipost

#endif
