// SPDX-License-Identifier: BSL-1.0
/// @file
/// Words a failure truthfully when readers may already see something of the message.
#ifndef MULTIPOST_DELIVERY_REMINDER_HPP
#define MULTIPOST_DELIVERY_REMINDER_HPP

#include "delivery/publication.hpp"

#include <multipost/outcome.hpp>

#include <string_view>

namespace multipost {

/// What to do about a message that may be there.
inline constexpr std::string_view look_first = "Look whether it has arrived before you send it again.";

/// Turns a failure into one of class unconfirmed that says what may be published already, unless it is one; does nothing
/// when nothing may be.
void remind(failure& f, exposure left);

} // namespace multipost

#endif
