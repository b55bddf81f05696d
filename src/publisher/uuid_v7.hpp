// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes delivery ids.
#ifndef MULTIPOST_PUBLISHER_UUID_V7_HPP
#define MULTIPOST_PUBLISHER_UUID_V7_HPP

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace multipost {

/// A UUID that sorts by time: 48 bits of milliseconds since 1970, 74 bits of the given randomness; 36 lower-case characters.
///
/// @par Specification
/// RFC 9562 section 5.7
[[nodiscard]] std::string uuid_v7(std::chrono::sys_time<std::chrono::milliseconds> now,
                                  const std::array<std::uint8_t, 10>& random);

/// The same from the system's random source.
[[nodiscard]] std::string new_delivery_id(std::chrono::sys_time<std::chrono::milliseconds> now);

} // namespace multipost

#endif
