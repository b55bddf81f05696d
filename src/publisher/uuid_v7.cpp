// SPDX-License-Identifier: BSL-1.0
#include "publisher/uuid_v7.hpp"

#include <algorithm>
#include <cstring>
#include <random>

namespace multipost {

std::string uuid_v7(std::chrono::sys_time<std::chrono::milliseconds> now, const std::array<std::uint8_t, 10>& random)
{
    std::array<std::uint8_t, 16> bytes{};
    const auto ms = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (unsigned i = 0; i != 6; ++i) bytes[i] = static_cast<std::uint8_t>(ms >> (40U - 8U * i));
    std::memcpy(bytes.data() + 6, random.data(), random.size());
    bytes[6] = static_cast<std::uint8_t>(0x70U | (bytes[6] & 0x0FU)); // version 7
    bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3FU)); // variant

    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(36);
    for (unsigned i = 0; i != bytes.size(); ++i)
    {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        out += digits[bytes[i] >> 4U];
        out += digits[bytes[i] & 0xFU];
    }
    return out;
}

std::string new_delivery_id(std::chrono::sys_time<std::chrono::milliseconds> now)
{
    // Making one executes CPUID, which a virtual machine traps: tens of microseconds.
    thread_local std::random_device source;
    std::array<std::uint8_t, 10> random{};
    for (std::size_t at = 0; at < random.size(); at += sizeof(unsigned))
    {
        const unsigned drawn = source();
        std::memcpy(random.data() + at, &drawn, std::min(sizeof drawn, random.size() - at));
    }
    return uuid_v7(now, random);
}

} // namespace multipost
