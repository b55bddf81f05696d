// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes formatted text in one line that a test can compare and a person can read.
#ifndef MULTIPOST_TESTS_NOTATION_HPP
#define MULTIPOST_TESTS_NOTATION_HPP

#include <multipost/text.hpp>

#include <string>

namespace multipost::testing {

/// The text with each span as {kind number href:its text}; number and href are left out when they are 0 and empty.
[[nodiscard]] std::string notation(const formatted_text& text);

/// The notation of parsed Markdown, or the error's text.
[[nodiscard]] std::string parsed(std::string_view markdown);

} // namespace multipost::testing

#endif
