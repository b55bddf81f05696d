// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CHANNEL_URLS_HPP
#define MULTIPOST_CLI_CHANNEL_URLS_HPP

#include <istream>
#include <string>
#include <vector>

namespace multipost::cli {

/// A channel as the user named it.
struct channel_url
{
    std::string url;   ///< or a stored channel's name or id; may hold a secret: never show it
    std::string where; ///< how to speak of it: "-t number 2", "hooks.txt, line 3"
    bool in_arguments = false;
};

/// Replaces "@FILE" and "-" by the URLs in that file or in standard input: one a line; empty lines and those that begin
/// with # do not count.
///
/// @throws refusal  a file cannot be read
[[nodiscard]] std::vector<channel_url> read_channel_urls(const std::vector<std::string>& arguments,
                                                         std::istream& standard_input);

} // namespace multipost::cli

#endif
