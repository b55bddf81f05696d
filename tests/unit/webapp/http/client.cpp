// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace webapp_test {

namespace {

constexpr timeval patience{10, 0};
constexpr std::string_view head_end = "\r\n\r\n";

template <class Address>
int connected(int family, const Address& address)
{
    const int made = ::socket(family, SOCK_STREAM, 0);
    ::setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (made < 0 || ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
    return made;
}

} // namespace

client::client(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socket_ = connected(AF_INET, address);
}

client::client(const std::filesystem::path& socket)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
    socket_ = connected(AF_UNIX, address);
}

client::client(client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      unread_(std::move(other.unread_)),
      has_ended_(other.has_ended_)
{}

client::~client()
{
    if (socket_ >= 0) ::close(socket_);
}

void client::send(std::string_view bytes)
{
    while (!bytes.empty())
    {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return; // the server closed; what it said is to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void client::finish() { ::shutdown(socket_, SHUT_WR); }

void client::reset()
{
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(std::exchange(socket_, -1));
}

bool client::read_more()
{
    std::array<char, 16 * 1024> bytes;
    const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count > 0)
    {
        unread_.append(bytes.data(), static_cast<std::size_t>(count));
        return true;
    }
    has_ended_ = count == 0 || errno == ECONNRESET;
    return false;
}

std::string client::head() { return until(head_end); }

std::string client::until(std::string_view text)
{
    auto at = unread_.find(text);
    while (at == std::string::npos && read_more()) at = unread_.find(text);
    if (at == std::string::npos) return std::exchange(unread_, {});
    auto read = unread_.substr(0, at + text.size());
    unread_.erase(0, read.size());
    return read;
}

std::string client::answer()
{
    auto read = head();
    const auto announced = header_of(read, "Content-Length");
    std::size_t size = 0;
    std::from_chars(announced.data(), announced.data() + announced.size(), size);
    while (unread_.size() < size && read_more())
    {}
    read += unread_.substr(0, size);
    unread_.erase(0, size);
    return read;
}

std::string client::rest()
{
    while (read_more())
    {}
    return std::exchange(unread_, {});
}

std::string get(std::string_view target)
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
}

std::string post(std::string_view target, std::string_view body)
{
    return "POST " + std::string(target) +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
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
    const auto end = answer.find(head_end);
    return end == std::string_view::npos ? std::string_view() : answer.substr(end + head_end.size());
}

std::string_view header_of(std::string_view answer, std::string_view name)
{
    const auto head = answer.substr(0, answer.find(head_end) + 2);
    const auto start = head.find("\r\n" + std::string(name) + ": ");
    if (start == std::string_view::npos) return {};
    const auto value = head.substr(start + 2 + name.size() + 2);
    return value.substr(0, value.find("\r\n"));
}

std::size_t answers_in(std::string_view bytes)
{
    constexpr std::string_view start = "HTTP/1.1 ";
    std::size_t count = 0;
    for (auto at = bytes.find(start); at != std::string_view::npos; at = bytes.find(start, at + 1)) ++count;
    return count;
}

} // namespace webapp_test
