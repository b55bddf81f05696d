// SPDX-License-Identifier: BSL-1.0
/// @file
/// Shows what a delivery would send, without the engine.
#ifndef MULTIPOST_PUBLISHER_PREVIEW_HPP
#define MULTIPOST_PUBLISHER_PREVIEW_HPP

#include <multipost/connector_registry.hpp>
#include <multipost/publisher.hpp>

namespace multipost {

/// The same steps as a delivery, up to the first request: what follows it depends on the answer.
[[nodiscard]] channel_preview preview_of(const message& m, const channel& c, const connector_registry& connectors);

} // namespace multipost

#endif
