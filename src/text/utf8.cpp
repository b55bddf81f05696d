// SPDX-License-Identifier: BSL-1.0
#include "text/utf8.hpp"

#include <utf8proc.h>

#include <cstddef>
#include <string>

namespace multipost {

namespace {

const utf8proc_uint8_t* bytes(std::string_view text) noexcept
{
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

error fault_at(std::size_t byte, std::string_view what, std::string_view advice)
{
    return {errc::bad_message,
            "The text " + std::string(what) + " at byte " + std::to_string(byte) + ". " + std::string(advice)};
}

} // namespace

result<void> check_utf8(std::string_view text)
{
    std::size_t at = 0;
    while (at != text.size())
    {
        utf8proc_int32_t code_point = 0;
        const auto read =
            utf8proc_iterate(bytes(text.substr(at)), static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
        if (read <= 0) return fault_at(at, "is not valid UTF-8", "Save it as UTF-8 and try again.");
        if (code_point == 0) return fault_at(at, "holds U+0000", "Remove that character.");
        at += static_cast<std::size_t>(read);
    }
    return {};
}

} // namespace multipost
