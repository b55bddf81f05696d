// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads what a connector says of itself.
#ifndef MULTIPOST_PLUGIN_DESCRIPTION_HPP
#define MULTIPOST_PLUGIN_DESCRIPTION_HPP

#include <multipost/connector_info.hpp>
#include <multipost/error.hpp>

#include <filesystem>
#include <string_view>

namespace multipost {

/// Reads a connector's JSON description; docs/connector-description.md is its specification.
///
/// Strict in what it knows: a missing key, a wrong type, a value out of range is refused. A key it does not know belongs to a
/// later version and is ignored.
///
/// @param file  the plugin; named in the error and kept in connector_info::file
/// @par Errors
/// errc::plugin_bad_description  the text says where, as a JSON path ("text.unit")
[[nodiscard]] result<connector_info> parse_description(std::string_view json, const std::filesystem::path& file);

} // namespace multipost

#endif
