// SPDX-License-Identifier: BSL-1.0
#include "publisher/message_check.hpp"

#include "publisher/words.hpp"
#include "text/utf8.hpp"

#include <utility>
#include <vector>

namespace multipost {

namespace {

failure rejected(std::string code, std::string what, std::string advice)
{
    failure f;
    f.kind = failure_class::message_rejected;
    f.code = std::move(code);
    f.what = std::move(what);
    f.advice = std::move(advice);
    return f;
}

failure bad_message(std::string what) { return rejected("bad_message", std::move(what), {}); }

std::optional<failure> why_not_text(std::string_view text)
{
    if (const auto checked = check_utf8(text); checked.has_error()) return bad_message(checked.error().what);
    return std::nullopt;
}

bool is_boundary(std::string_view text, std::size_t at) noexcept
{
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

bool are_well_formed(const std::vector<span>& spans, std::string_view text)
{
    std::vector<std::size_t> open; // ends of the spans around the current one
    std::size_t at = 0;
    for (const auto& s : spans)
    {
        if (s.first < at || s.first > s.last || s.last > text.size()) return false;
        if (!is_boundary(text, s.first) || !is_boundary(text, s.last)) return false;
        while (!open.empty() && open.back() <= s.first) open.pop_back();
        if (!open.empty() && s.last > open.back()) return false;
        open.push_back(s.last);
        at = s.first;
    }
    return true;
}

bool says_nothing(std::string_view text) noexcept
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

std::optional<failure> why_unfit(const message& m)
{
    for (const std::string_view text : {std::string_view(m.text.text), std::string_view(m.title),
                                        std::string_view(m.link), std::string_view(m.language)})
        if (auto bad = why_not_text(text)) return bad;
    for (const auto& s : m.text.spans)
        if (auto bad = why_not_text(s.href)) return bad;
    if (!are_well_formed(m.text.spans, m.text.text))
        return bad_message("The spans of the message are not sorted, nested and on character boundaries.");
    for (const auto& a : m.attachments)
    {
        if (a.bytes == nullptr) return bad_message("An attachment of the message has no bytes.");
        for (const std::string_view text :
             {std::string_view(a.name), std::string_view(a.mime_type), std::string_view(a.alt_text)})
            if (auto bad = why_not_text(text)) return bad;
    }
    return std::nullopt;
}

std::optional<failure> why_unfit(const std::vector<attachment>& attachments, const connector_info& info)
{
    if (attachments.empty()) return std::nullopt;
    const auto& limits = info.attachments;
    if (limits.max_count == 0)
        return rejected("attachments_unsupported", info.name + " takes no attachments here.",
                        "Leave them out for this channel.");
    if (attachments.size() > limits.max_count)
        return rejected("too_many_attachments",
                        "The message has " + with_thousands(attachments.size()) + " attachments; " + info.name +
                            " takes " + with_thousands(limits.max_count) + ".",
                        "Leave some out for this channel.");
    for (const auto& a : attachments)
        if (limits.max_bytes != 0 && a.bytes->size() > limits.max_bytes)
            return rejected("attachment_too_large",
                            "The attachment " + a.name + " has " + with_thousands(a.bytes->size()) + " bytes; " +
                                info.name + " takes " + with_thousands(limits.max_bytes) + ".",
                            "Make it smaller or leave it out for this channel.");
    return std::nullopt;
}

std::optional<failure> why_unfit(std::string_view rendered, std::size_t length, const message& m,
                                 const connector_info& info)
{
    if (says_nothing(rendered) && m.attachments.empty())
        return rejected("message_empty", "The message says nothing.", "Write something.");
    if (info.text.max == 0 || length <= info.text.max) return std::nullopt;
    const auto excess = with_thousands(length - info.text.max);
    const auto unit = std::string(plural_of(info.text.unit));
    return rejected("text_too_long",
                    "The text is " + with_thousands(length) + " " + unit + " long; " + info.name + " takes " +
                        with_thousands(info.text.max) + " (" + excess + " too many).",
                    "Shorten it by " + excess + " " + (excess == "1" ? unit.substr(0, unit.size() - 1) : unit) + ".");
}

} // namespace multipost
