// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks what a user calls a channel.
#ifndef MULTIPOST_OUTBOX_CHANNEL_NAME_HPP
#define MULTIPOST_OUTBOX_CHANNEL_NAME_HPP

#include <multipost/error.hpp>

#include <string_view>

namespace multipost {

/// Passes a name that fits in one line of a list: 1 to 100 characters as a reader counts them, at most 1,000 bytes. Something
/// of it shows, and no character ends the line or turns the direction of what follows.
///
/// @par Errors
/// @li errc::bad_channel
[[nodiscard]] result<void> check_channel_name(std::string_view name);

} // namespace multipost

#endif
