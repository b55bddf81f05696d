// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads what a plugin wants done, checking every word of it.
#ifndef MULTIPOST_PLUGIN_READ_ACTION_HPP
#define MULTIPOST_PLUGIN_READ_ACTION_HPP

#include "delivery/operation.hpp"

#include <multipost/plugin.h>

namespace multipost {

/// Copies an action out of the plugin's memory. Throws rule_broken when it is none: an unknown kind, an absent or too small
/// struct, a text that is too long or not UTF-8.
///
/// Whether what it asks for is sensible (a permitted origin, a header without line breaks, a range that exists) is for
/// delivery_fsm to judge.
[[nodiscard]] operation_action read_action(const mp_action& action);

} // namespace multipost

#endif
