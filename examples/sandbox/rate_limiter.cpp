// SPDX-License-Identifier: BSL-1.0
#include "rate_limiter.hpp"

namespace sandbox {

namespace {

constexpr std::size_t max_keys = 10'000;

} // namespace

rate_limiter::rate_limiter(unsigned limit, std::chrono::milliseconds length) : limit_{limit}, length_{length} {}

rate_limiter::allowance rate_limiter::take(const std::string& key, time_point now)
{
    if (windows_.size() >= max_keys) std::erase_if(windows_, [&](const auto& w) { return w.second.end <= now; });
    auto& w = windows_[key];
    if (w.end <= now)
    {
        w.end = now + length_;
        w.used = 0;
    }
    allowance a;
    a.granted = w.used < limit_;
    if (a.granted) ++w.used;
    a.remaining = limit_ - w.used;
    a.reset_after = std::chrono::ceil<std::chrono::milliseconds>(w.end - now);
    return a;
}

} // namespace sandbox
