// SPDX-License-Identifier: BSL-1.0
/// @file
/// Gives the outbox's worker what an outbox is made of.
#ifndef MULTIPOST_OUTBOX_OUTBOX_ACCESS_HPP
#define MULTIPOST_OUTBOX_OUTBOX_ACCESS_HPP

#include "outbox/store.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>

#include <memory>

namespace multipost {

struct outbox_access
{
    [[nodiscard]] static std::shared_ptr<store> store_of(const outbox& o);
    [[nodiscard]] static const connector_registry& connectors_of(const outbox& o);
};

} // namespace multipost

#endif
