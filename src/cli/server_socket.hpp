// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SERVER_SOCKET_HPP
#define MULTIPOST_CLI_SERVER_SOCKET_HPP

#include <filesystem>
#include <optional>
#include <string>

namespace multipost::cli {

/// What a server answered.
struct server_answer
{
    unsigned status = 0;
    std::string body;
};

/// Sends GET to the server that holds a data folder, through the Unix socket in it.
///
/// @param target  path and query, percent-encoded: "/api/v1/posts?limit=20"
/// @return  nothing: no server listens there
/// @throws refusal  it may not be asked by this user, or did not answer in 10 s
[[nodiscard]] std::optional<server_answer> get_from_server(const std::filesystem::path& socket,
                                                           const std::string& target);

} // namespace multipost::cli

#endif
