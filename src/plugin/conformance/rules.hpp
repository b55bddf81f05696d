// SPDX-License-Identifier: BSL-1.0
/// @file
/// The rules of conformance, as tables.
#ifndef MULTIPOST_PLUGIN_CONFORMANCE_RULES_HPP
#define MULTIPOST_PLUGIN_CONFORMANCE_RULES_HPP

#include "plugin/conformance/subject.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace multipost::conformance {

/// A rule that the whole of what a connector does must keep.
struct connector_rule
{
    std::string_view name;
    /// What was seen to break it; nothing when it is kept.
    std::optional<std::string> (*broken_by)(const subject& of);
};

/// A rule that each exchange must keep.
struct exchange_rule
{
    std::string_view name;
    /// What broke it; nothing when it is kept or does not apply.
    std::optional<std::string> (*broken_by)(const exchange& played, const subject& of);
};

/// The description and its examples. The rest is played with these: a connector that breaks one is not tested further.
[[nodiscard]] std::span<const connector_rule> description_rules();

/// The pure functions: settings_from_url() and render().
[[nodiscard]] std::span<const connector_rule> function_rules();

/// What an operation may say, and what it may make of an answer.
[[nodiscard]] std::span<const exchange_rule> exchange_rules();

/// What may not change an operation: time, threads, neighbours; and that it ends.
[[nodiscard]] std::span<const connector_rule> operation_rules();

} // namespace multipost::conformance

#endif
