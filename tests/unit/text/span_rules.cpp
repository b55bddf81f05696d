// SPDX-License-Identifier: BSL-1.0
#include "span_rules.hpp"

#include "text/utf8.hpp"

#include <algorithm>

namespace multipost::testing {

namespace {

bool on_boundary(std::string_view text, std::size_t at)
{
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

bool is_block(span_kind kind)
{
    return kind == span_kind::code_block || kind == span_kind::quote || kind == span_kind::list_item ||
           kind == span_kind::heading;
}

bool covers_whole_lines(std::string_view text, const span& s)
{
    return (s.first == 0 || text[s.first - 1] == '\n') && (s.last == text.size() || text[s.last] == '\n');
}

bool may_lead_to(std::string_view href)
{
    for (const std::string_view scheme : {"http://", "https://", "mailto:"})
    {
        const bool same = href.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), href.begin(),
                                                                    [](char a, char b) { return a == (b | 0x20); });
        if (same || href.substr(0, scheme.size()) == scheme) return href.find_first_of(" \n<>\"|`") == href.npos;
    }
    return false;
}

} // namespace

std::string broken_rule(const formatted_text& text)
{
    if (auto checked = check_utf8(text.text); !checked) return checked.error().what;
    if (text.text.find('\r') != std::string::npos) return "lines end in \\n";

    std::vector<span> open;
    const span* previous = nullptr;
    for (const auto& s : text.spans)
    {
        const auto what =
            std::string(to_string(s.kind)) + " [" + std::to_string(s.first) + ", " + std::to_string(s.last) + ")";
        if (s.first >= s.last || s.last > text.text.size()) return what + " is empty or out of bounds";
        if (!on_boundary(text.text, s.first) || !on_boundary(text.text, s.last)) return what + " cuts a character";
        if (previous && (s.first < previous->first || (s.first == previous->first && s.last > previous->last)))
            return what + " is not sorted";
        previous = &s;
        while (!open.empty() && open.back().last <= s.first) open.pop_back();
        if (!open.empty() && s.last > open.back().last) return what + " crosses another";
        open.push_back(s);
        if (is_block(s.kind) && !covers_whole_lines(text.text, s)) return what + " does not cover whole lines";
        if (s.kind == span_kind::link && !may_lead_to(s.href)) return what + " leads to " + s.href;
        if (s.kind == span_kind::heading && (s.number < 1 || s.number > 6)) return what + " has no level";
    }
    return {};
}

} // namespace multipost::testing
