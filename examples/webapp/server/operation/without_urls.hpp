// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_WITHOUT_URLS_HPP
#define WEBAPP_OPERATION_WITHOUT_URLS_HPP

#include <string>
#include <string_view>

namespace webapp {

/// Shortens every "scheme://host/path" in a text to "scheme://host/***", and drops the user in front of the host.
///
/// The second line of defence: whoever logs is not to log a secret, and a webhook's URL is one.
[[nodiscard]] std::string without_urls(std::string_view text);

} // namespace webapp

#endif
