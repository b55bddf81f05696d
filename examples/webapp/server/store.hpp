// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_STORE_HPP
#define WEBAPP_STORE_HPP

#include "operation/configuration.hpp"
#include "operation/log.hpp"
#include "operation/master_key_file.hpp"
#include "operation/security_log.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>
#include <multipost/sqlite_database.hpp>

namespace webapp {

/// The plugins of the configured folders, or of the installation this program belongs to.
/// @throws startup_failure  none could be loaded
[[nodiscard]] multipost::connector_registry load_connectors(const configuration& c, security_log& security);

/// What a data folder holds, opened.
struct store
{
    master_key_file key_file;
    multipost::sqlite_database database;
    multipost::outbox outbox;
};

/// Opens the data folder; makes it, its database and its key when none of them is there.
///
/// @param changes  told what changes in the outbox
/// @throws startup_failure  another process has it, the key is missing or wrong, or a file cannot be used
[[nodiscard]] store open_store(const configuration& c, const multipost::connector_registry& connectors,
                               multipost::change_listener changes, const log& to);

} // namespace webapp

#endif
