// SPDX-License-Identifier: BSL-1.0
#include "notation.hpp"

namespace multipost::testing {

namespace {

std::string opening(const span& s)
{
    auto out = "{" + std::string(to_string(s.kind));
    if (s.number != 0) out += " " + std::to_string(s.number);
    if (!s.href.empty()) out += " " + s.href;
    return out + ":";
}

} // namespace

std::string notation(const formatted_text& text)
{
    std::string out;
    std::vector<std::size_t> ends;
    auto next = text.spans.begin();
    for (std::size_t at = 0; at <= text.text.size(); ++at)
    {
        for (; !ends.empty() && ends.back() == at; ends.pop_back()) out += "}";
        for (; next != text.spans.end() && next->first == at; ++next)
        {
            out += opening(*next);
            ends.push_back(next->last);
        }
        if (at != text.text.size()) out += text.text[at];
    }
    return out;
}

std::string parsed(std::string_view markdown)
{
    const auto text = parse_markdown(markdown);
    return text ? notation(*text) : text.error().what;
}

} // namespace multipost::testing
