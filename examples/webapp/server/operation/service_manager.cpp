// SPDX-License-Identifier: BSL-1.0
#include "operation/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>

namespace webapp {

namespace {

std::string_view variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

std::optional<long long> number(std::string_view text)
{
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
    return value;
}

} // namespace

service_manager::service_manager() : address_(variable("NOTIFY_SOCKET"))
{
    const auto pid = variable("WATCHDOG_PID");
    const bool is_meant = pid.empty() || number(pid) == static_cast<long long>(getpid());
    if (const auto limit = number(variable("WATCHDOG_USEC")); limit && is_meant)
        interval_ = std::max(std::chrono::milliseconds(1),
                             std::chrono::floor<std::chrono::milliseconds>(std::chrono::microseconds(*limit / 2)));
}

void service_manager::tell(std::string_view state) const noexcept
{
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    if (address_.empty() || address_.size() > sizeof to.sun_path - 1) return;
    std::copy(address_.begin(), address_.end(), to.sun_path);
    if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());

    const int from = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (from == -1) return;
    static_cast<void>(
        sendto(from, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to), size));
    close(from);
}

} // namespace webapp
