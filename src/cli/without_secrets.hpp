// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_WITHOUT_SECRETS_HPP
#define MULTIPOST_CLI_WITHOUT_SECRETS_HPP

#include <string>
#include <string_view>

namespace multipost::cli {

/// Shortens every URL in a text for the user to its scheme and host: "https://hooks.slack.com/***".
///
/// A webhook's URL is its secret, and it may stand where something else was expected. Paths of files stay as they are.
[[nodiscard]] std::string without_secrets(std::string_view text);

/// Whether a word is a URL, or a host and a long path.
[[nodiscard]] bool looks_like_url(std::string_view word);

} // namespace multipost::cli

#endif
