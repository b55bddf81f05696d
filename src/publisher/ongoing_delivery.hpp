// SPDX-License-Identifier: BSL-1.0
/// @file
/// Describes a delivery between its attempts.
#ifndef MULTIPOST_PUBLISHER_ONGOING_DELIVERY_HPP
#define MULTIPOST_PUBLISHER_ONGOING_DELIVERY_HPP

#include "delivery/permitted_origin.hpp"
#include "delivery/publication.hpp"
#include "plugin/loaded_connector.hpp"

#include <multipost/channel.hpp>
#include <multipost/message.hpp>
#include <multipost/outcome.hpp>

#include <memory>
#include <string>
#include <vector>

namespace multipost {

/// A delivery as an attempt finds and leaves it.
struct ongoing_delivery
{
    std::shared_ptr<const loaded_connector> connector;
    channel to;
    std::shared_ptr<const message> content; ///< as the connector takes it; nothing: check the channel
    std::string id;                         ///< the same for every attempt
    wall_time created_at{};                 ///< that, too
    channel_settings changed;               ///< settings of the channel that the network has changed since
    std::string checkpoint;
    exposure left = exposure::nothing;     ///< by the attempts made
    std::vector<permitted_origin> origins; ///< see look_up_origins

    /// The channel's settings, those changed meanwhile included.
    [[nodiscard]] channel_settings settings_now() const;

    /// Notes whom the connector may speak to with the settings of now.
    void look_up_origins() { origins = permitted_origins(connector->info().hosts, settings_now()); }
};

} // namespace multipost

#endif
