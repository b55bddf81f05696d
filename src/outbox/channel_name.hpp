// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks what a user calls a channel.
#ifndef MULTIPOST_OUTBOX_CHANNEL_NAME_HPP
#define MULTIPOST_OUTBOX_CHANNEL_NAME_HPP

#include <multipost/error.hpp>

#include <string_view>

namespace multipost {

/// Passes a name that fits in one line of a list: 1 to 100 characters as a reader counts them, none of them a control
/// character, at most 1,000 bytes.
///
/// @par Errors
/// @li errc::bad_channel
[[nodiscard]] result<void> check_channel_name(std::string_view name);

} // namespace multipost

#endif
