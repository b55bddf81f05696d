// SPDX-License-Identifier: BSL-1.0
#include "http/local_socket.hpp"

#include <boost/system/system_error.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace asio = boost::asio;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace webapp {

namespace {

[[noreturn]] void fail(error_code why, const std::filesystem::path& path, std::string_view what)
{
    throw boost::system::system_error(why, "cannot listen on " + path.string() + std::string(what));
}

error_code last_error() { return {errno, boost::system::system_category()}; }

// A socket file outlives its process; who connects to one that nobody serves is refused.
void remove_if_unserved(const asio::any_io_executor& executor, const std::filesystem::path& path)
{
    if (!std::filesystem::is_socket(std::filesystem::symlink_status(path))) return;
    stream_protocol::socket probe(executor);
    probe.open();
    probe.non_blocking(true); // who serves it may have no place left in its queue
    error_code error;
    probe.connect(stream_protocol::endpoint(path.string()), error);
    if (!error) fail(asio::error::address_in_use, path, ": a process serves it");
    if (error == asio::error::connection_refused) std::filesystem::remove(path);
}

} // namespace

stream_protocol::acceptor listen_on_local_socket(const asio::any_io_executor& executor,
                                                 const std::filesystem::path& path)
{
    error_code error;
    stream_protocol::endpoint at;
    try
    {
        at = stream_protocol::endpoint(path.string());
        remove_if_unserved(executor, path);
    }
    catch (const std::filesystem::filesystem_error& e)
    {
        fail(error_code(e.code().value(), boost::system::system_category()), path, "");
    }
    catch (const boost::system::system_error& e)
    {
        if (e.code() != asio::error::name_too_long) throw;
        fail(e.code(), path, ": set a shorter data folder");
    }

    stream_protocol::acceptor acceptor(executor);
    acceptor.open(at.protocol(), error);
    // Linux makes the file with the descriptor's mode, less the umask: it is never open to others, not even for a moment.
    if (!error && ::fchmod(acceptor.native_handle(), S_IRUSR | S_IWUSR) != 0) error = last_error();
    if (!error) acceptor.bind(at, error);
    if (!error && ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) error = last_error();
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error) acceptor.non_blocking(true, error);
    if (error) fail(error, path, "");
    return acceptor;
}

bool is_of_owner(stream_protocol::socket& client) noexcept
{
    ucred who{};
    socklen_t size = sizeof who;
    if (::getsockopt(client.native_handle(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return false;
    return who.uid == ::geteuid() || who.uid == 0;
}

} // namespace webapp
