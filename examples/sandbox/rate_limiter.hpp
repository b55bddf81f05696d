// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_RATE_LIMITER_HPP
#define SANDBOX_RATE_LIMITER_HPP

#include <chrono>
#include <string>
#include <unordered_map>

namespace sandbox {

/// Counts the requests of each key in windows of a fixed length.
///
/// Time is an argument. Not thread-safe.
class rate_limiter
{
public:
    using time_point = std::chrono::system_clock::time_point;

    struct allowance
    {
        bool granted = false;
        unsigned remaining = 0;                   ///< requests left in this window
        std::chrono::milliseconds reset_after{0}; ///< until the next window, > 0
    };

    /// @param limit   requests a window, > 0
    /// @param length  of a window, > 0
    rate_limiter(unsigned limit, std::chrono::milliseconds length);

    /// Takes one request of `key` at `now`.
    [[nodiscard]] allowance take(const std::string& key, time_point now);

    [[nodiscard]] unsigned limit() const noexcept { return limit_; }

private:
    struct window
    {
        time_point end;
        unsigned used = 0;
    };

    unsigned limit_;
    std::chrono::milliseconds length_;
    std::unordered_map<std::string, window> windows_;
};

} // namespace sandbox

#endif
