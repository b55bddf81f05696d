// SPDX-License-Identifier: BSL-1.0
/// @file
/// Fills the template by which a connector names its channels.
#ifndef MULTIPOST_PLUGIN_LABEL_HPP
#define MULTIPOST_PLUGIN_LABEL_HPP

#include <multipost/channel.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// The settings that a template such as "{endpoint} of {team}" names; nothing when its braces do not match.
[[nodiscard]] std::optional<std::vector<std::string>> label_settings(std::string_view label_template);

/// The template with each setting in place of its name; one that is absent leaves nothing. Control characters become "?".
///
/// @param label_template  one that label_settings() accepts, naming no secret
[[nodiscard]] std::string expand_label(std::string_view label_template, const channel_settings& settings);

} // namespace multipost

#endif
