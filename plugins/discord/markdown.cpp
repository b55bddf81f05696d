// SPDX-License-Identifier: BSL-1.0
#include "markdown.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace discord {
namespace {

using namespace multipost::connector;

constexpr std::string_view zero_width_space = "\xE2\x80\x8B";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool is_snowflake(std::string_view text)
{
    return !text.empty() && text.size() <= 20 && std::ranges::all_of(text, is_digit);
}

bool starts_with_scheme(std::string_view text, std::string_view scheme)
{
    return text.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), text.begin(), [](char s, char t) {
               return s == (t >= 'A' && t <= 'Z' ? t + 32 : t);
           });
}

bool is_web_url(std::string_view text)
{
    return starts_with_scheme(text, "https://") || starts_with_scheme(text, "http://");
}

bool holds_web_url(std::string_view text)
{
    for (std::size_t i = text.find("://"); i != std::string_view::npos; i = text.find("://", i + 1))
        if ((i >= 4 && is_web_url(text.substr(i - 4))) || (i >= 5 && is_web_url(text.substr(i - 5)))) return true;
    return false;
}

// Brackets in the text of a link must come in pairs, or Discord sees no link.
bool has_paired_brackets(std::string_view text)
{
    int depth = 0;
    for (const char c : text)
    {
        depth += (c == '[') - (c == ']');
        if (depth < 0 || depth > 1) return false;
    }
    return depth == 0;
}

// Percent-encodes what would end the address, or be read as markup around it.
std::string safe_url(std::string_view url, std::string_view unsafe)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : url)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte == 0x7F || unsafe.find(c) != std::string_view::npos)
            ((out += '%') += hex[byte >> 4U]) += hex[byte & 0xFU];
        else
            out += c;
    }
    return out;
}

std::string_view marker_of(span_kind kind)
{
    switch (kind)
    {
    case span_kind::bold: return "**";
    case span_kind::italic: return "*";
    case span_kind::strike: return "~~";
    default: return {};
    }
}

// Writes what is in one line, without quote, list or code block around it.
class line_writer
{
public:
    line_writer(written_text& out, const line& l)
        : written_(out),
          out_(out.text),
          line_(l),
          indent_(std::min(l.text.find_first_not_of(" \t"), l.text.size())),
          last_link_(l.text.rfind("]("))
    {}

    void open(const span& s)
    {
        if (whole_ != nullptr) return;
        const auto text = line_.text.substr(s.first, s.last - s.first);
        switch (s.kind)
        {
        case span_kind::bold:
        case span_kind::italic:
        case span_kind::strike: open_style(s); break;
        case span_kind::code:
            write_code(text);
            whole_ = &s;
            break;
        case span_kind::link: write_link(s, text); break;
        case span_kind::mention: write_mention(s); break;
        default: break;
        }
    }

    void text(std::string_view piece, std::size_t first)
    {
        if (whole_ == nullptr) write_literal(piece, first);
    }

    void close(const span& s)
    {
        if (whole_ == &s)
            whole_ = nullptr;
        else if (whole_ == nullptr && !styles_.empty() && styles_.back() == &s)
        {
            styles_.pop_back();
            out_ += marker_of(s.kind);
            closed_ = out_.size();
        }
    }

private:
    written_text& written_;
    std::string& out_;
    const line& line_;
    std::size_t indent_;    // where the line's first character stands that is no white space
    std::size_t last_link_; // where a typed link would have its middle
    std::vector<const span*> styles_;
    std::size_t closed_ = 0;      // the end of the last closing marker
    const span* whole_ = nullptr; // a span that was written at once: what is inside is not written again

    void open_style(const span& s)
    {
        if (std::ranges::any_of(styles_, [&s](const span* other) { return other->kind == s.kind; })) return;
        const auto marker = marker_of(s.kind);
        // "**" right after "*" would be read as "***".
        if (out_.size() == closed_ && out_.ends_with(marker.back())) out_ += zero_width_space;
        out_ += marker;
        styles_.push_back(&s);
    }

    // Between more backticks than the text has in a row. A blank beside a backtick of the text is not shown.
    void write_code(std::string_view text)
    {
        std::size_t longest = 0;
        std::size_t run = 0;
        for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
        const std::string fence(longest + 1, '`');
        out_ += fence;
        if (text.starts_with('`')) out_ += ' ';
        out_ += text;
        if (text.ends_with('`')) out_ += ' ';
        out_ += fence;
    }

    void write_link(const span& s, std::string_view text)
    {
        if (text == s.href && is_web_url(text))
            write_address(text, s.last);
        else if (starts_with_scheme(s.href, "mailto:"))
        {
            // Discord links no addresses of mail.
            const auto address = s.href.substr(s.href.find(':') + 1);
            write_literal(text, s.first);
            if (text != address && text != s.href) write_aside(address);
        }
        else if (!is_web_url(s.href))
            return;
        else if (has_paired_brackets(text) && !holds_web_url(text))
        {
            out_ += '[';
            write_literal(text, s.first);
            ((out_ += "](") += safe_url(s.href, "()<>\\*`|~")) += ')';
        }
        else
        {
            // Discord takes no such text for a link's.
            write_literal(text, s.first);
            out_ += " (<" + safe_url(s.href, "<>") + ">)";
        }
        whole_ = &s;
    }

    void write_aside(std::string_view text)
    {
        out_ += " (";
        for (const char c : text)
        {
            if (std::string_view("\\*_~`|<").find(c) != std::string_view::npos) out_ += '\\';
            out_ += c;
        }
        out_ += ')';
    }

    void write_mention(const span& s)
    {
        const bool role = s.href.starts_with('&');
        const auto id = s.href.substr(role ? 1 : 0);
        if (!is_snowflake(id)) return;
        out_ += role ? "<@&" : "<@";
        (out_ += id) += '>';
        auto& ids = role ? written_.roles : written_.users;
        constexpr std::size_t most = 100;
        if (ids.size() < most && std::ranges::find(ids, id) == ids.end()) ids.emplace_back(id);
        whole_ = &s;
    }

    // Discord links a bare address as far as the next blank, backslashes and markup included: when something else than the
    // end of a sentence stands in between, the address goes into angle brackets, which Discord does not show.
    void write_address(std::string_view url, std::size_t next)
    {
        const auto rest = line_.text.substr(next);
        const auto after = rest.find_first_not_of(".,:;\"')");
        const bool ends = after == std::string_view::npos || rest[after] == ' ' || rest[after] == '\t';
        const auto safe = safe_url(url, styles_.empty() ? "<>" : "<>*~");
        out_ += ends ? safe : '<' + safe + '>';
    }

    void write_literal(std::string_view text, std::size_t first)
    {
        for (std::size_t i = 0; i != text.size();)
        {
            if (is_web_url(text.substr(i)) && (first + i == 0 || !is_word(line_.text[first + i - 1])))
            {
                const auto end = std::min(text.find_first_of(" \t<>", i), text.size());
                write_address(text.substr(i, end - i), first + end);
                i = end;
                continue;
            }
            const bool beside_span =
                (i == 0 && first != 0) || (i + 1 == text.size() && first + i + 1 != line_.text.size());
            if (needs_backslash(first + i, beside_span)) out_ += '\\';
            out_ += text[i];
            if (text[i] == '@' && is_broadcast(first + i + 1)) out_ += zero_width_space;
            ++i;
        }
    }

    bool is_broadcast(std::size_t at) const
    {
        const auto rest = line_.text.substr(at);
        return rest.starts_with("everyone") || rest.starts_with("here");
    }

    char at(std::size_t i) const { return i < line_.text.size() ? line_.text[i] : '\n'; }

    bool needs_backslash(std::size_t i, bool beside_span) const
    {
        const char c = line_.text[i];
        const char before = i == 0 ? '\n' : line_.text[i - 1];
        const char after = at(i + 1);
        switch (c)
        {
        case '\\':
        case '*':
        case '`': return true;
        case '_': // snake_case is no markup
            return beside_span || !is_word(before) || !is_word(after) || is_web_url(line_.text.substr(i + 1));
        case '~':
        case '|': return beside_span || before == c || after == c;
        case '<': return is_word(after) || std::string_view("@#:/!&").find(after) != std::string_view::npos;
        case '[': return last_link_ != std::string_view::npos && i < last_link_;
        default: return begins_block(i);
        }
    }

    // What makes a heading, a small text, a quote or a list of a line that begins with it.
    bool begins_block(std::size_t i) const
    {
        const char c = line_.text[i];
        if (c == '.')
        {
            const auto number = line_.text.substr(indent_, i - indent_);
            return !number.empty() && number.size() <= 9 && std::ranges::all_of(number, is_digit) && at(i + 1) == ' ';
        }
        if (i != indent_) return false;
        if (c == '>' || c == '#') return true;
        return (c == '-' || c == '+') && (at(i + 1) == ' ' || at(i + 1) == '#');
    }
};

constexpr std::uint32_t smallest_heading = 3;

// A heading smaller than Discord's smallest is bold.
void make_bold(line& l)
{
    const auto first = l.text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return;
    span bold{};
    bold.kind = span_kind::bold;
    bold.first = first;
    bold.last = l.text.find_last_not_of(" \t") + 1;
    l.spans.insert(l.spans.begin(), bold);
}

// "- " or "1. ", a nested item below the text of the one around it.
void write_list_signs(std::string& out, const line& l)
{
    for (const auto& block : l.blocks)
    {
        if (block.kind != span_kind::list_item) continue;
        const auto sign = block.number == 0 ? "- " : std::to_string(block.number) + ". ";
        out += l.begins(block) ? sign : std::string(sign.size(), ' ');
    }
}

void write_line(written_text& out, line l)
{
    if (const auto* heading = l.block(span_kind::heading))
    {
        if (heading->number <= smallest_heading)
            out.text += std::string(std::max(heading->number, 1U), '#') + ' ';
        else
            make_bold(l);
    }
    walk(l.text, l.spans, line_writer(out, l));
}

bool is_language(std::string_view name)
{
    return std::ranges::all_of(
        name, [](char c) { return is_word(c) || std::string_view("_+-.#").find(c) != std::string_view::npos; });
}

// A code block ends at three backticks, and nothing escapes them.
void write_code_line(std::string& out, const line& l, const span& block, std::string_view prefix)
{
    if (l.begins(block))
    {
        write_list_signs(out, l);
        out += "```";
        if (is_language(block.href)) out += block.href;
        (out += '\n') += prefix;
    }
    for (const char c : l.text)
    {
        if (c == '`' && out.ends_with("``")) out += zero_width_space;
        out += c;
    }
    if (l.ends(block)) ((out += '\n') += prefix) += "```";
}

} // namespace

written_text write_text(const message& m)
{
    const auto all = whole(m);
    written_text out;
    for (const auto& l : lines(all.text, all.spans))
    {
        const std::string_view prefix = l.block(span_kind::quote) != nullptr ? "> " : "";
        if (l.first > 0) out.text += '\n';
        out.text += prefix;
        if (const auto* code = l.block(span_kind::code_block))
        {
            write_code_line(out.text, l, *code, prefix);
            continue;
        }
        if (l.text.empty()) continue;
        write_list_signs(out.text, l);
        write_line(out, l);
    }
    return out;
}

} // namespace discord
