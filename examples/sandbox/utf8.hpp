// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_UTF8_HPP
#define SANDBOX_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace sandbox {

/// Counts the code points of valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text) noexcept;

/// Returns the first `count` code points of valid UTF-8, or all of it when it has fewer.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count) noexcept;

/// Tells whether there is nothing to read in it: empty, or ASCII white space only.
[[nodiscard]] bool is_blank(std::string_view text) noexcept;

} // namespace sandbox

#endif
