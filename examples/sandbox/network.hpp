// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_NETWORK_HPP
#define SANDBOX_NETWORK_HPP

#include "request.hpp"
#include "response.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// A network's API, imitated.
///
/// Called from the server's one thread.
class network
{
public:
    network() = default;
    network(const network&) = delete;
    network& operator=(const network&) = delete;
    virtual ~network() = default;

    /// Returns the secret in the address of a request to this network; nothing when it is addressed elsewhere.
    [[nodiscard]] virtual std::optional<std::string> token_of(const request& r) const = 0;

    /// Answers as the network does, and publishes what it would.
    [[nodiscard]] virtual response answer(const request& r) = 0;

    /// Refuses as the network does when asked too often.
    [[nodiscard]] virtual response rate_limited(const request& r, std::chrono::milliseconds retry_after) const = 0;

    /// Refuses with a status and the network's own word for the reason, in its own form.
    [[nodiscard]] virtual response refused(unsigned status, std::string_view word) const = 0;
};

} // namespace sandbox

#endif
