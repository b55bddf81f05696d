// SPDX-License-Identifier: BSL-1.0
/// @file
/// Puts numbers into sentences.
#ifndef MULTIPOST_PUBLISHER_WORDS_HPP
#define MULTIPOST_PUBLISHER_WORDS_HPP

#include <multipost/text.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace multipost {

/// "2,013"
[[nodiscard]] std::string with_thousands(std::uint64_t number);

/// "1 second", "95 seconds", "3 minutes", "2 hours": rounded up, in the largest unit of which there are at least two.
[[nodiscard]] std::string in_words(std::chrono::milliseconds duration);

/// What a user calls the unit: "characters", "bytes", "UTF-16 units".
[[nodiscard]] std::string_view plural_of(length_unit unit) noexcept;

} // namespace multipost

#endif
