// SPDX-License-Identifier: BSL-1.0
#include "text/reduce.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace multipost {

namespace {

constexpr std::size_t not_written = static_cast<std::size_t>(-1);

/// A quote or list item that is written out: what stands before each of its lines.
struct line_prefix
{
    std::string first; ///< before its first line
    std::string rest;  ///< before the others
    bool begun = false;
};

/// A span of the input that is being copied.
struct opened
{
    const span* from;
    std::size_t index = not_written; ///< of its span in the result
    bool has_prefix = false;
};

line_prefix prefix_of(const span& s)
{
    if (s.kind == span_kind::quote) return {"> ", "> "};
    if (s.number == 0) return {"• ", "  "};
    auto marker = std::to_string(s.number) + ". ";
    auto indent = std::string(marker.size(), ' ');
    return {std::move(marker), std::move(indent)};
}

bool is_block(span_kind kind) noexcept
{
    return kind == span_kind::code_block || kind == span_kind::quote || kind == span_kind::list_item ||
           kind == span_kind::heading;
}

/// Whether a link's text already says where it leads: the URL itself, or the form in which an autolink is written.
bool says_target(std::string_view text, std::string_view href)
{
    for (const std::string_view scheme : {"", "mailto:", "http://", "https://"})
        if (href.substr(0, scheme.size()) == scheme && href.substr(scheme.size()) == text) return true;
    return false;
}

std::string lost(span_kind kind)
{
    switch (kind)
    {
    case span_kind::bold: return "Bold text is sent without emphasis.";
    case span_kind::italic: return "Italic text is sent without emphasis.";
    case span_kind::strike: return "Struck-out text is sent as ordinary text.";
    case span_kind::code: return "Code is sent as ordinary text.";
    case span_kind::code_block: return "Code blocks are sent as ordinary lines.";
    case span_kind::mention: return "Mentions are sent as text and notify nobody.";
    case span_kind::heading: return "Headings are sent as ordinary lines.";
    default: return "Formatting that the network does not have is dropped.";
    }
}

/// Copies text and spans, and replaces the spans that are not known on the way.
class reducer
{
public:
    reducer(const formatted_text& from, const std::vector<span_kind>& known) : from_(from), known_(known) {}

    reduced_text run() &&
    {
        for (const auto& s : from_.spans)
        {
            close_up_to(s.first);
            copy_up_to(s.first);
            open(s);
        }
        close_up_to(from_.text.size());
        copy_up_to(from_.text.size());
        return std::move(out_);
    }

private:
    bool knows(span_kind kind) const { return std::find(known_.begin(), known_.end(), kind) != known_.end(); }

    std::string& text() noexcept { return out_.text.text; }

    void open(const span& s)
    {
        opened o{&s};
        if (knows(s.kind))
            write_span(o, s.kind);
        else
            replace(o);
        open_.push_back(o);
    }

    void replace(opened& o)
    {
        switch (o.from->kind)
        {
        case span_kind::quote:
            note("quote_flattened", "Quotes are sent as lines that begin with \">\".");
            add_prefix(o);
            return;
        case span_kind::list_item:
            note("list_flattened", "List items are sent as lines that begin with \"•\" or their number.");
            add_prefix(o);
            return;
        case span_kind::link: return; // it may need no replacing: see close_last()
        case span_kind::heading:
            if (knows(span_kind::bold))
            {
                note("heading_as_bold", "Headings are sent as bold lines.");
                write_span(o, span_kind::bold);
                return;
            }
            break;
        default: break;
        }
        note(std::string(to_string(o.from->kind)) + "_dropped", lost(o.from->kind));
    }

    void add_prefix(opened& o)
    {
        prefixes_.push_back(prefix_of(*o.from));
        o.has_prefix = true;
    }

    /// Begins a span of the result. A block covers whole lines, so its line's prefix is within it; only code takes none.
    void write_span(opened& o, span_kind kind)
    {
        if (kind == span_kind::bold && bold_ != 0) return; // in a heading that became bold
        if (kind == span_kind::bold) ++bold_;
        if (kind == span_kind::code_block) begin_code_block();
        if (!is_block(kind)) write_prefix();

        o.index = out_.text.spans.size();
        auto s = *o.from;
        if (s.kind != kind) s.number = 0;
        s.kind = kind;
        s.first = text().size();
        out_.text.spans.push_back(std::move(s));
    }

    /// A marker that would stand before the first line of code gets a line of its own.
    void begin_code_block()
    {
        const bool marker_waits = std::any_of(prefixes_.begin(), prefixes_.end(),
                                              [](const line_prefix& p) { return !p.begun && p.first != p.rest; });
        if (line_begins_ && marker_waits)
        {
            write_trimmed_prefix();
            text() += '\n';
        }
        ++code_blocks_;
    }

    void close_up_to(std::size_t end)
    {
        while (!open_.empty() && open_.back().from->last <= end)
        {
            copy_up_to(open_.back().from->last);
            close_last();
        }
    }

    void close_last()
    {
        const auto o = open_.back();
        open_.pop_back();
        if (o.from->kind == span_kind::link && !knows(span_kind::link)) write_target(*o.from);
        if (o.has_prefix) prefixes_.pop_back();
        if (o.index == not_written) return;

        auto& written = out_.text.spans[o.index];
        written.last = text().size();
        if (written.kind == span_kind::bold) --bold_;
        if (written.kind == span_kind::code_block) --code_blocks_;
    }

    void write_target(const span& link)
    {
        const auto said = std::string_view(from_.text).substr(link.first, link.last - link.first);
        if (says_target(said, link.href)) return;
        note("link_flattened", "Links are sent as their text with the URL behind it.");
        write_prefix();
        text() += " (" + link.href + ")";
    }

    void copy_up_to(std::size_t end)
    {
        if (prefixes_.empty()) return copy_as_it_is(end);
        for (; at_ < end; ++at_)
        {
            const char c = from_.text[at_];
            if (c == '\n')
            {
                if (line_begins_ && code_blocks_ == 0) write_trimmed_prefix();
                line_begins_ = true;
            }
            else
                write_prefix();
            text() += c;
        }
    }

    void copy_as_it_is(std::size_t end)
    {
        if (end <= at_) return;
        text().append(from_.text, at_, end - at_);
        line_begins_ = from_.text[end - 1] == '\n';
        at_ = end;
    }

    void write_prefix()
    {
        if (line_begins_ && code_blocks_ == 0)
            for (auto& p : prefixes_) text() += std::exchange(p.begun, true) ? p.rest : p.first;
        line_begins_ = false;
    }

    /// Before an empty line, which shall not end in spaces.
    void write_trimmed_prefix()
    {
        const auto line = text().size();
        write_prefix();
        text().erase(std::max(line, text().find_last_not_of(' ') + 1));
        line_begins_ = true;
    }

    void note(std::string code, std::string what)
    {
        const auto same = [&code](const notice& n) { return n.code == code; };
        if (std::none_of(out_.notices.begin(), out_.notices.end(), same))
            out_.notices.push_back({std::move(code), std::move(what)});
    }

    const formatted_text& from_;
    const std::vector<span_kind>& known_;
    reduced_text out_;
    std::vector<opened> open_;
    std::vector<line_prefix> prefixes_; ///< of the open quotes and list items that are written out, outermost first
    std::size_t at_ = 0;                ///< how much of the input's text is copied
    std::size_t bold_ = 0;
    std::size_t code_blocks_ = 0;
    bool line_begins_ = true;
};

} // namespace

reduced_text reduce(const formatted_text& text, const std::vector<span_kind>& known)
{
    return reducer(text, known).run();
}

} // namespace multipost
