// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace sandbox_test {

namespace {

constexpr timeval patience{10, 0};
constexpr std::string_view header_end = "\r\n\r\n";

} // namespace

connection::connection(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)}
{
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect");
}

connection::~connection() { ::close(socket_); }

void connection::send(std::string_view bytes)
{
    while (!bytes.empty())
    {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return; // the server closed; what it said is to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void connection::finish() { ::shutdown(socket_, SHUT_WR); }

bool connection::read_more()
{
    std::array<char, 16 * 1024> bytes;
    const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count > 0)
    {
        unread_.append(bytes.data(), static_cast<std::size_t>(count));
        return true;
    }
    if (count == 0)
        ending_ = ending::closed;
    else if (errno == ECONNRESET)
        ending_ = ending::was_reset;
    return false;
}

std::string connection::answer()
{
    auto read = until(header_end);
    const auto announced = header_of(read, "Content-Length");
    std::size_t size = 0;
    std::from_chars(announced.data(), announced.data() + announced.size(), size);
    while (unread_.size() < size && read_more())
    {}
    read += unread_.substr(0, size);
    unread_.erase(0, size);
    return read;
}

std::string connection::rest()
{
    while (read_more())
    {}
    return std::exchange(unread_, {});
}

std::string connection::until(std::string_view mark)
{
    std::size_t found = 0;
    while ((found = unread_.find(mark)) == std::string::npos)
        if (!read_more()) return std::exchange(unread_, {});
    auto read = unread_.substr(0, found + mark.size());
    unread_.erase(0, read.size());
    return read;
}

std::string post(std::string_view target, std::string_view json)
{
    std::string request{"POST "};
    request.append(target).append(" HTTP/1.1\r\nHost: localhost\r\nUser-Agent: DiscordBot (test, 1)\r\n");
    request.append("Content-Type: application/json\r\nContent-Length: ").append(std::to_string(json.size()));
    request.append(header_end).append(json);
    return request;
}

std::string bare(std::string_view method, std::string_view target)
{
    std::string request{method};
    request.append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\nUser-Agent: DiscordBot (test, 1)");
    request.append(header_end);
    return request;
}

int status_of(std::string_view answer)
{
    constexpr std::string_view start = "HTTP/1.1 ";
    if (!answer.starts_with(start)) return 0;
    int status = 0;
    std::from_chars(answer.data() + start.size(), answer.data() + answer.size(), status);
    return status;
}

std::string_view body_of(std::string_view answer)
{
    const auto end = answer.find(header_end);
    return end == std::string_view::npos ? std::string_view{} : answer.substr(end + header_end.size());
}

std::string_view header_of(std::string_view answer, std::string_view name)
{
    const auto start = answer.find("\r\n" + std::string{name} + ": ");
    if (start == std::string_view::npos) return {};
    const auto value = answer.substr(start + 2 + name.size() + 2);
    return value.substr(0, value.find("\r\n"));
}

} // namespace sandbox_test
