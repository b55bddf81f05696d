// SPDX-License-Identifier: BSL-1.0
/// @file
/// Names the origins a connector may speak to.
#ifndef MULTIPOST_DELIVERY_PERMITTED_ORIGIN_HPP
#define MULTIPOST_DELIVERY_PERMITTED_ORIGIN_HPP

#include <multipost/channel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// An origin a connector may send requests to (RFC 6454 section 4).
struct permitted_origin
{
    std::string scheme; ///< "https" or "http"
    std::string host;   ///< lower case, IPv6 without brackets
    std::uint16_t port = 443;

    friend bool operator==(const permitted_origin&, const permitted_origin&) = default;
};

/// "https://hooks.slack.com", with the port when it is not the scheme's own.
[[nodiscard]] std::string to_string(const permitted_origin& origin);

/// The origin of an http or https URL; nothing for any other text.
[[nodiscard]] std::optional<permitted_origin> origin_of(std::string_view url);

/// Where a connector may go: https on port 443 to the hosts its description names, and the origin of each setting that
/// is an http or https URL, because that is where the user sent it.
[[nodiscard]] std::vector<permitted_origin> permitted_origins(const std::vector<std::string>& hosts,
                                                              const channel_settings& settings);

} // namespace multipost

#endif
