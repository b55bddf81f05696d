// SPDX-License-Identifier: BSL-1.0
#include <multipost/text.hpp>

namespace multipost {

std::string_view to_string(span_kind kind) noexcept
{
    switch (kind)
    {
    case span_kind::bold: return "bold";
    case span_kind::italic: return "italic";
    case span_kind::strike: return "strike";
    case span_kind::code: return "code";
    case span_kind::code_block: return "code_block";
    case span_kind::quote: return "quote";
    case span_kind::link: return "link";
    case span_kind::list_item: return "list_item";
    case span_kind::heading: return "heading";
    case span_kind::mention: return "mention";
    }
    return {};
}

} // namespace multipost
