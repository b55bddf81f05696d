// SPDX-License-Identifier: BSL-1.0
#include <multipost/message.hpp>

#include <utility>

namespace multipost {

result<message> message::from_markdown(std::string_view markdown)
{
    auto parsed = parse_markdown(markdown);
    if (!parsed) return std::move(parsed).error();

    message out;
    out.text = *std::move(parsed);
    return out;
}

} // namespace multipost
