// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ADMINISTRATION_HPP
#define WEBAPP_ADMINISTRATION_HPP

#include "command_line.hpp"
#include "operation/configuration.hpp"
#include "startup_failure.hpp"

namespace webapp {

// What the operator does beside the server: through its local socket while one runs, else on the data folder itself. Each
// prints what it did, and throws startup_failure when it did not.

void run(const create_administrator_command& command, const configuration& c);
void run(const reset_password_command& command, const configuration& c);
void run(const invite_command& command, const configuration& c);
void run(const rotate_key_command& command, const configuration& c);
void run(const healthcheck_command& command, const configuration& c);

} // namespace webapp

#endif
