// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_PREVIEW_JSON_HPP
#define WEBAPP_HANDLERS_PREVIEW_JSON_HPP

#include <multipost/publisher.hpp>

#include <boost/json/object.hpp>

#include <string>

namespace webapp {

/// A preview as the API tells it; secrets are masked in it already.
///
/// @param channel_id  the preview itself knows the channel's name only
[[nodiscard]] boost::json::object preview_json(const std::string& channel_id, const multipost::channel_preview& p);

} // namespace webapp

#endif
