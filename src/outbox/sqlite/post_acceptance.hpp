// SPDX-License-Identifier: BSL-1.0
/// @file
/// Stores a post whole, or says why not.
#ifndef MULTIPOST_OUTBOX_SQLITE_POST_ACCEPTANCE_HPP
#define MULTIPOST_OUTBOX_SQLITE_POST_ACCEPTANCE_HPP

#include "outbox/acceptance.hpp"
#include "outbox/id_source.hpp"

#include <multipost/outbox.hpp>
#include <multipost/sqlite_database.hpp>

#include <string>
#include <variant>
#include <vector>

namespace multipost {

/// Connectors whose verdict is needed before the post can be stored.
struct verdicts_needed
{
    std::vector<std::string> connectors;
};

/// Within a transaction: accepts a post, tells again what its key was used for, refuses it, or asks for more verdicts, when
/// nothing has been changed. Throws store_exception, see outbox::async_accept.
[[nodiscard]] std::variant<accepted_post, verdicts_needed> accept_post(sqlite_session& session, const new_post& p,
                                                                       const connector_verdicts& verdicts,
                                                                       const outbox_options& options, id_source& ids,
                                                                       wall_time now);

} // namespace multipost

#endif
