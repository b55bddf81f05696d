// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SERVER_SOCKET_HPP
#define MULTIPOST_CLI_SERVER_SOCKET_HPP

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace multipost::cli {

/// What a server is asked.
struct server_request
{
    std::string method = "GET";
    std::string target = {}; ///< path and query, percent-encoded: "/api/v1/posts?limit=20"
    std::string body = {};   ///< JSON, or empty
    std::string idempotency_key = {};
    std::string if_match = {};
    std::chrono::seconds patience{10};
};

/// What a server answered.
struct server_answer
{
    unsigned status = 0;
    std::string body;
};

/// Asks the server that holds a data folder, through the Unix socket in it.
///
/// @return  nothing: no server listens there
/// @throws refusal  it may not be asked by this user, or did not answer in time
[[nodiscard]] std::optional<server_answer> ask_server(const std::filesystem::path& socket, const server_request& r);

} // namespace multipost::cli

#endif
