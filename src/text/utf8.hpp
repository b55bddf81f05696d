// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks text that comes from outside.
#ifndef MULTIPOST_TEXT_UTF8_HPP
#define MULTIPOST_TEXT_UTF8_HPP

#include <multipost/error.hpp>

#include <string_view>

namespace multipost {

/// Passes valid UTF-8 without U+0000, and no other text.
///
/// Refuses overlong forms, surrogates and values above U+10FFFF.
///
/// @par Errors
/// @li errc::bad_message  the message says at which byte, counted from 0, the first fault begins
/// @par Specification
/// RFC 3629 section 4
[[nodiscard]] result<void> check_utf8(std::string_view text);

} // namespace multipost

#endif
