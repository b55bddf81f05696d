// SPDX-License-Identifier: BSL-1.0
/// @file
/// Asks the server of a data folder, through its Unix socket.
#ifndef WEBAPP_HTTP_LOCAL_CLIENT_HPP
#define WEBAPP_HTTP_LOCAL_CLIENT_HPP

#include "http/request.hpp"
#include "http/response.hpp"

#include <chrono>
#include <filesystem>
#include <optional>

namespace webapp {

/// Sends a request and waits for its answer. Of the request the method, the path, which is sent as it is, and the body count;
/// of the answer there are the status and the body.
///
/// @return  nothing: no process serves this socket
/// @throws boost::system::system_error  it may not be used by this user, or did not answer in time
[[nodiscard]] std::optional<response> ask_local_server(const std::filesystem::path& socket, const request& r,
                                                       std::chrono::milliseconds at_most);

} // namespace webapp

#endif
