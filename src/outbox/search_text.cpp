// SPDX-License-Identifier: BSL-1.0
#include "outbox/search_text.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace multipost {

std::string search_text(std::string_view text)
{
    constexpr auto how = static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    utf8proc_uint8_t* made = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &made, how);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(made, &std::free);
    if (size < 0) return std::string(text);
    return {reinterpret_cast<const char*>(owned.get()), static_cast<std::size_t>(size)};
}

} // namespace multipost
