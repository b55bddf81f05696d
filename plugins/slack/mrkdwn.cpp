// SPDX-License-Identifier: BSL-1.0
#include "mrkdwn.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace slack {
namespace {

using namespace multipost::connector;

// SOFT HYPHEN: no white space and no punctuation to Slack, so a marker beside it does not stand at the edge of a word.
constexpr std::string_view soft_hyphen = "\xC2\xAD";
// ZERO WIDTH SPACE: punctuation to Slack, so a marker beside it does stand at the edge of a word.
constexpr std::string_view zero_width_space = "\xE2\x80\x8B";

constexpr std::string_view markers = "*_~`";

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

void write_escaped(std::string& out, char c)
{
    switch (c)
    {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    default: out += c;
    }
}

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    const auto is_escaped = [](char c) { return c == '&' || c == '<' || c == '>'; };
    for (auto at = text.begin(); at != text.end();)
    {
        const auto next = std::find_if(at, text.end(), is_escaped);
        out.append(at, next);
        at = next;
        if (at != text.end()) write_escaped(out, *at++);
    }
    return out;
}

// The destination inside of <URL|text>, where "|" and ">" end it.
std::string link_target(std::string_view url)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : url)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || c == '|' || c == '<' || c == '>' || byte == 0x7F)
            ((out += '%') += hex[byte >> 4U]) += hex[byte & 0xFU];
        else
            write_escaped(out, c);
    }
    return out;
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

bool is_id(std::string_view text, std::string_view first_letters)
{
    return text.size() > 1 && first_letters.find(text[0]) != std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// Slack's token for who is to be notified; empty when that is nobody Slack knows.
std::string mention_token(std::string_view who)
{
    if (who == "!here" || who == "!channel" || who == "!everyone") return '<' + std::string(who) + '>';
    if (is_id(who, "UW")) return "<@" + std::string(who) + '>';
    if (is_id(who, "S")) return "<!subteam^" + std::string(who) + '>';
    return {};
}

char marker_of(span_kind kind)
{
    switch (kind)
    {
    case span_kind::bold: return '*';
    case span_kind::italic: return '_';
    case span_kind::strike: return '~';
    case span_kind::code: return '`';
    default: return 0;
    }
}

// Slack reads no markup in the text of a link: where both cover the same text the style goes around the link.
void put_styles_around_links(std::vector<span>& spans)
{
    std::ranges::stable_sort(spans, [](const span& a, const span& b) {
        if (a.first != b.first) return a.first < b.first;
        if (a.last != b.last) return a.last > b.last;
        return a.kind != span_kind::link && b.kind == span_kind::link;
    });
}

// Writes what is in one line, without quote, list or code block around it.
class line_writer
{
public:
    line_writer(std::string& out, const line& l)
        : out_(out),
          begin_(out.size()),
          line_(l),
          indent_(l.text.find_first_not_of(" \t"))
    {
        for (std::size_t i = 0; i != line_.text.size(); ++i)
            if (const auto marker = markers.find(line_.text[i]); marker != std::string_view::npos && may_close(i))
                last_closing_[marker] = i;
        for (const auto& s : line_.spans)
            if (const auto marker = markers.find(marker_of(s.kind)); marker != std::string_view::npos)
                last_closing_[marker] = line_.text.size();
    }

    void open(const span& s)
    {
        if (whole_ != nullptr) return;
        const auto text = line_.text.substr(s.first, s.last - s.first);
        switch (s.kind)
        {
        case span_kind::bold:
        case span_kind::italic:
        case span_kind::strike: open_style(s); break;
        case span_kind::code: write_code(s, text); break;
        case span_kind::link: write_link(s, text); break;
        case span_kind::mention: write_whole(s, mention_token(s.href)); break;
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
            close_style(s);
    }

private:
    std::string& out_;
    std::size_t begin_;
    const line& line_;
    std::size_t indent_; // where the line's first character stands that is no white space
    // Behind which no typed marker finds a partner: the last that could end markup, or the line's end if it has markup.
    std::array<std::size_t, markers.size()> last_closing_{};
    std::vector<const span*> styles_;
    std::size_t opened_ = 0;      // the end of the last opening marker
    const span* whole_ = nullptr; // a span that was written at once: what is inside is not written again

    bool styled(char marker) const
    {
        return std::ranges::any_of(styles_, [marker](const span* s) { return marker_of(s->kind) == marker; });
    }

    bool may_close(std::size_t at) const { return at + 1 == line_.text.size() || !is_word(line_.text[at + 1]); }

    bool at_begin() const { return out_.size() == begin_ || out_.size() == opened_; }

    void open_style(const span& s)
    {
        const char marker = marker_of(s.kind);
        if (styled(marker)) return;
        write_opening(marker);
        styles_.push_back(&s);
    }

    void close_style(const span& s)
    {
        styles_.pop_back();
        const bool more_close = !styles_.empty() && styles_.back()->last == s.last;
        write_closing(marker_of(s.kind), more_close ? line_.text.size() : s.last);
    }

    // Slack takes a marker for markup only at the edge of a word.
    void write_opening(char marker)
    {
        constexpr std::string_view edges = " \t([{.,;:!?-\"";
        if (!at_begin() && edges.find(out_.back()) == std::string_view::npos) out_ += zero_width_space;
        out_ += marker;
        opened_ = out_.size();
    }

    void write_closing(char marker, std::size_t next)
    {
        constexpr std::string_view edges = " \t)]}.,;:!?-\"'";
        out_ += marker;
        if (next < line_.text.size() && edges.find(line_.text[next]) == std::string_view::npos)
            out_ += zero_width_space;
    }

    // Inside of code nothing but "`" has a meaning, and there is no way to write that one.
    void write_code(const span& s, std::string_view text)
    {
        if (text.find('`') != std::string_view::npos) return;
        write_opening('`');
        out_ += escaped(text);
        write_closing('`', s.last);
        whole_ = &s;
    }

    void write_link(const span& s, std::string_view text)
    {
        if (!is_web_url(s.href) && !starts_with_scheme(s.href, "mailto:")) return;
        (out_ += '<') += link_target(s.href);
        if (text != s.href)
        {
            out_ += '|';
            opened_ = out_.size();
            write_literal(text, s.first);
        }
        out_ += '>';
        whole_ = &s;
    }

    void write_whole(const span& s, const std::string& written)
    {
        if (written.empty()) return;
        out_ += written;
        whole_ = &s;
    }

    void write_literal(std::string_view text, std::size_t first)
    {
        for (std::size_t i = 0; i != text.size();)
        {
            if (is_web_url(text.substr(i)) && (at_begin() || !is_word(out_.back())))
            {
                // Slack makes a link of it before it looks for markup.
                const auto end = std::min(text.find_first_of(" \t<>\"`", i), text.size());
                out_ += escaped(text.substr(i, end - i));
                i = end;
                continue;
            }
            write_character(text[i], first + i);
            ++i;
        }
    }

    void write_character(char c, std::size_t at)
    {
        if (at == indent_ && is_quote_sign(at)) out_ += soft_hyphen;
        const auto marker = markers.find(c);
        if (marker == std::string_view::npos) return write_escaped(out_, c);
        const bool opens = at_begin() || !is_word(out_.back());
        if (c == '`' && out_.ends_with("``"))
            out_ += zero_width_space; // three in a row begin a code block anywhere
        else if (opens && at < last_closing_[marker])
            out_ += soft_hyphen;
        out_ += c;
        if (styled(c) && may_close(at)) out_ += soft_hyphen;
    }

    // Slack quotes a line that begins with ">", escaped or not, or with its full-width form.
    bool is_quote_sign(std::size_t at) const
    {
        return line_.text[at] == '>' || line_.text.substr(at).starts_with("\xEF\xBC\x9E");
    }
};

// Slack has no headings: they are bold.
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

void write_line(std::string& out, line l)
{
    if (l.block(span_kind::heading) != nullptr) make_bold(l);
    put_styles_around_links(l.spans);
    walk(l.text, l.spans, line_writer(out, l));
}

// Slack has no lists either: "• " or "1. ", indented by four columns a level.
void write_list_signs(std::string& out, const line& l)
{
    for (const auto& block : l.blocks)
    {
        if (block.kind != span_kind::list_item) continue;
        if (!l.begins(block))
            out += "    ";
        else if (block.number == 0)
            out += "• ";
        else
            out += std::to_string(block.number) + ". ";
    }
}

// Quote and list signs stand before a code block only: inside they would read as code.
void write_code_line(std::string& out, const line& l, const span& block)
{
    if (l.begins(block))
    {
        write_list_signs(out, l);
        out += "```\n";
    }
    for (const char c : l.text)
    {
        if (c == '`' && out.ends_with("``")) out += zero_width_space;
        write_escaped(out, c);
    }
    if (l.ends(block)) out += "\n```";
}

std::string in_markup(const whole_text& whole)
{
    std::string out;
    for (const auto& l : lines(whole.text, whole.spans))
    {
        if (l.first > 0) out += '\n';
        if (const auto* code = l.block(span_kind::code_block))
        {
            write_code_line(out, l, *code);
            continue;
        }
        if (l.block(span_kind::quote) != nullptr) out += "> ";
        if (l.text.empty()) continue;
        write_list_signs(out, l);
        write_line(out, l);
    }
    return out;
}

} // namespace

written_text write_text(const message& m)
{
    const auto all = whole(m);
    written_text written;
    written.has_markup = !all.spans.empty();
    written.text = written.has_markup ? in_markup(all) : escaped(all.text);
    return written;
}

} // namespace slack
