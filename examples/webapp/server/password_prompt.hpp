// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PASSWORD_PROMPT_HPP
#define WEBAPP_PASSWORD_PROMPT_HPP

#include <multipost/secret_string.hpp>

namespace webapp {

/// Asks for a new password, twice and without an echo, where standard input is a terminal; else reads its first line.
/// @throws startup_failure  there is none, or the two differ
[[nodiscard]] multipost::secret_string ask_for_new_password();

} // namespace webapp

#endif
