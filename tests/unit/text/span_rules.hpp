// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks the promises of formatted_text.
#ifndef MULTIPOST_TESTS_SPAN_RULES_HPP
#define MULTIPOST_TESTS_SPAN_RULES_HPP

#include <multipost/text.hpp>

#include <string>

namespace multipost::testing {

/// Says which promise a text breaks; empty when it keeps them all.
[[nodiscard]] std::string broken_rule(const formatted_text& text);

} // namespace multipost::testing

#endif
