// SPDX-License-Identifier: BSL-1.0
/// @file
/// A Unix socket that only its owner can use.
#ifndef WEBAPP_HTTP_LOCAL_SOCKET_HPP
#define WEBAPP_HTTP_LOCAL_SOCKET_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>

namespace webapp {

/// Listens on a Unix socket of mode 0600, whatever the umask, without blocking. Replaces one that nobody serves.
/// @throws boost::system::system_error  a process serves it, the path is no socket or too long, or the folder is not writable
[[nodiscard]] boost::asio::local::stream_protocol::acceptor
listen_on_local_socket(const boost::asio::any_io_executor& executor, const std::filesystem::path& path);

/// Whether the process at the other end runs as this one's user, or as root.
[[nodiscard]] bool is_of_owner(boost::asio::local::stream_protocol::socket& client) noexcept;

} // namespace webapp

#endif
