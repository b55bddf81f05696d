// SPDX-License-Identifier: BSL-1.0
#include "text/utf8.hpp"

#include <multipost/text.hpp>

namespace multipost {

result<formatted_text> plain_text(std::string_view text)
{
    if (auto checked = check_utf8(text); !checked) return checked.error();

    formatted_text out;
    out.text.reserve(text.size());
    for (std::size_t i = 0; i != text.size(); ++i)
    {
        const bool crlf = text[i] == '\r' && i + 1 != text.size() && text[i + 1] == '\n';
        if (!crlf) out.text += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

} // namespace multipost
