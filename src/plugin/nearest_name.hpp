// SPDX-License-Identifier: BSL-1.0
/// @file
/// Guesses which name was meant by a mistyped one.
#ifndef MULTIPOST_PLUGIN_NEAREST_NAME_HPP
#define MULTIPOST_PLUGIN_NEAREST_NAME_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// The name that at most two edits (one, for three letters or fewer) turn the given one into, letter case aside; the first of
/// the nearest.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view given, const std::vector<std::string>& names);

} // namespace multipost

#endif
