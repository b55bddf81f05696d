// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes ids that sort in the order they were made.
#ifndef MULTIPOST_OUTBOX_ID_SOURCE_HPP
#define MULTIPOST_OUTBOX_ID_SOURCE_HPP

#include <multipost/outcome.hpp>

#include <array>
#include <cstdint>
#include <string>

namespace multipost {

/// UUIDs of version 7, each greater than the one before, also within a millisecond and when the clock goes back.
///
/// The random bits of the first in a millisecond are the system's; each further one adds a random step to them, so that an
/// id does not tell the next. Not thread-safe.
///
/// @par Specification
/// RFC 9562 section 6.2, method 2
class id_source
{
public:
    [[nodiscard]] std::string next(wall_time now);

private:
    void draw();
    [[nodiscard]] bool step();

    wall_time last_{};
    std::array<std::uint8_t, 10> random_{};
};

} // namespace multipost

#endif
