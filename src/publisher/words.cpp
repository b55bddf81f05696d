// SPDX-License-Identifier: BSL-1.0
#include "publisher/words.hpp"

namespace multipost {

std::string with_thousands(std::uint64_t number)
{
    auto out = std::to_string(number);
    for (auto at = out.size(); at > 3; at -= 3) out.insert(at - 3, 1, ',');
    return out;
}

std::string in_words(std::chrono::milliseconds duration)
{
    using namespace std::chrono;
    const auto counted = [](auto count, const std::string& unit) {
        return with_thousands(static_cast<std::uint64_t>(count)) + " " + unit + (count == 1 ? "" : "s");
    };
    if (duration <= 0ms) return "0 seconds";
    if (const auto all = ceil<hours>(duration); duration >= 2h) return counted(all.count(), "hour");
    if (const auto all = ceil<minutes>(duration); duration >= 2min) return counted(all.count(), "minute");
    return counted(ceil<seconds>(duration).count(), "second");
}

std::string_view plural_of(length_unit unit) noexcept
{
    switch (unit)
    {
    case length_unit::bytes: return "bytes";
    case length_unit::utf16: return "UTF-16 units";
    case length_unit::code_points:
    case length_unit::graphemes: break;
    }
    return "characters";
}

} // namespace multipost
