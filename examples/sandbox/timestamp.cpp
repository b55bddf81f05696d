// SPDX-License-Identifier: BSL-1.0
#include "timestamp.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace sandbox {

std::string rfc3339(std::chrono::system_clock::time_point at)
{
    using namespace std::chrono;
    const auto ms = floor<milliseconds>(at);
    const auto seconds = floor<std::chrono::seconds>(ms);
    const auto time = system_clock::to_time_t(seconds);
    std::tm utc{};
    gmtime_r(&time, &utc);
    std::array<char, 32> date{};
    const auto length = std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>((ms - seconds).count()));
    return std::string(date.data(), length) + fraction.data();
}

std::string decimal_seconds(std::chrono::milliseconds time)
{
    const auto ms = time.count();
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%lld.%03d", static_cast<long long>(ms / 1000),
                  static_cast<int>(ms % 1000));
    return text.data();
}

std::string whole_seconds(std::chrono::milliseconds time)
{
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count());
}

} // namespace sandbox
