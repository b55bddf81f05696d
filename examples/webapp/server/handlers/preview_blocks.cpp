// SPDX-License-Identifier: BSL-1.0
#include "handlers/preview_blocks.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace json = boost::json;
using multipost::span;
using multipost::span_kind;

namespace webapp {

namespace {

// A few bytes of Markdown make a run, and a run takes far more as JSON.
constexpr std::size_t max_parts = 2000;

constexpr std::array marks{span_kind::bold, span_kind::italic, span_kind::strike, span_kind::code, span_kind::mention};

bool is_block(span_kind kind)
{
    return kind == span_kind::code_block || kind == span_kind::quote || kind == span_kind::list_item ||
           kind == span_kind::heading;
}

bool holds_blocks(span_kind kind) { return kind == span_kind::quote || kind == span_kind::list_item; }

std::string marker_of(const span& item) { return item.number == 0 ? "•" : std::to_string(item.number) + '.'; }

/// A link that a page may have: another one would lead to something else than a page.
json::value href_of(const span* link)
{
    if (link == nullptr) return nullptr;
    const std::string_view href = link->href;
    const bool leads_to_page = href.substr(0, 8) == "https://" || href.substr(0, 7) == "http://";
    return leads_to_page ? json::value(href) : json::value(nullptr);
}

class block_writer
{
public:
    explicit block_writer(const multipost::formatted_text& from) : text_(from.text), spans_(from.spans) {}

    json::array run() &&
    {
        for (const auto& s : spans_)
        {
            close_up_to(s.first);
            write_up_to(s.first);
            if (parts_ >= max_parts) return std::move(*this).with_rest();
            open(s);
        }
        close_up_to(text_.size());
        write_up_to(text_.size());
        end_block();
        return std::move(blocks_);
    }

private:
    /// A block span that is open.
    struct opened_block
    {
        const span* from;
        bool begun = false; ///< its own first block is there
    };

    json::array with_rest() &&
    {
        end_block();
        open_.clear();
        in_blocks_.clear();
        links_.clear();
        marked_.fill(0);
        write_up_to(text_.size());
        end_block();
        return std::move(blocks_);
    }

    void open(const span& s)
    {
        open_.push_back(&s);
        if (is_block(s.kind))
        {
            end_block();
            // A marker stands there even if its item begins with another block.
            if (waits_for_block() && in_blocks_.back().from->kind == span_kind::list_item) begin_block();
            end_block();
            in_blocks_.push_back({&s});
        }
        else if (s.kind == span_kind::link)
            links_.push_back(&s);
        else if (auto* count = count_of(s.kind))
            ++*count;
    }

    void close(const span& s)
    {
        if (is_block(s.kind))
        {
            end_block();
            in_blocks_.pop_back();
        }
        else if (s.kind == span_kind::link)
            links_.pop_back();
        else if (auto* count = count_of(s.kind))
            --*count;
    }

    void close_up_to(std::size_t end)
    {
        while (!open_.empty() && open_.back()->last <= end)
        {
            const auto& s = *open_.back();
            write_up_to(s.last);
            open_.pop_back();
            close(s);
        }
    }

    bool waits_for_block() const { return !in_blocks_.empty() && !in_blocks_.back().begun; }

    bool in_code_block() const { return !in_blocks_.empty() && in_blocks_.back().from->kind == span_kind::code_block; }

    /// Paragraphs are separated by empty lines; in code, an empty line is one.
    void write_up_to(std::size_t end)
    {
        while (at_ < end)
        {
            const auto piece = text_.substr(at_, end - at_);
            const auto gap = in_code_block() || parts_ >= max_parts ? piece.npos : piece.find("\n\n");
            write(piece.substr(0, gap));
            at_ += std::min(gap, piece.size());
            if (gap == piece.npos) continue;
            end_block();
            at_ += 2;
        }
    }

    void write(std::string_view piece)
    {
        if (!in_block_ && !in_code_block()) piece.remove_prefix(std::min(piece.find_first_not_of('\n'), piece.size()));
        if (piece.empty()) return;
        if (!in_block_) begin_block();
        json::array said;
        for (std::size_t i = 0; i < marks.size(); ++i)
            if (marked_[i] != 0) said.push_back(json::value(multipost::to_string(marks[i])));
        runs_.push_back({std::string(piece), std::move(said), links_.empty() ? nullptr : links_.back()});
        ++parts_;
    }

    void begin_block()
    {
        auto depth = std::count_if(in_blocks_.begin(), in_blocks_.end(),
                                   [](const opened_block& b) { return holds_blocks(b.from->kind); });
        block_ = json::object{{"kind", "paragraph"}, {"depth", depth}, {"level", nullptr}, {"marker", nullptr}};
        in_block_ = true;
        ++parts_;
        if (in_blocks_.empty()) return;

        auto& within = in_blocks_.back();
        const auto kind = within.from->kind;
        const bool first = !std::exchange(within.begun, true);
        if (kind == span_kind::list_item && !first) return; // a paragraph within the item
        block_["kind"] = multipost::to_string(kind);
        if (holds_blocks(kind)) block_["depth"] = --depth;
        if (kind == span_kind::heading) block_["level"] = within.from->number;
        if (kind == span_kind::list_item) block_["marker"] = marker_of(*within.from);
    }

    void end_block()
    {
        if (!in_block_) return;
        if (!in_code_block()) trim_end();
        json::array runs;
        for (auto& r : runs_)
            runs.push_back(
                json::object{{"text", std::move(r.text)}, {"marks", std::move(r.marks)}, {"href", href_of(r.link)}});
        runs_.clear();
        block_["runs"] = std::move(runs);
        blocks_.push_back(std::move(block_));
        in_block_ = false;
    }

    void trim_end()
    {
        while (!runs_.empty())
        {
            auto& text = runs_.back().text;
            text.erase(text.find_last_not_of('\n') + 1);
            if (!text.empty()) return;
            runs_.pop_back();
        }
    }

    std::size_t* count_of(span_kind kind)
    {
        const auto found = std::find(marks.begin(), marks.end(), kind);
        return found == marks.end() ? nullptr : &marked_[static_cast<std::size_t>(found - marks.begin())];
    }

    struct run_of_text
    {
        std::string text;
        json::array marks;
        const span* link;
    };

    std::string_view text_;
    const std::vector<span>& spans_;
    std::size_t at_ = 0;    ///< how much of the text is written
    std::size_t parts_ = 0; ///< blocks and runs
    std::vector<const span*> open_;
    std::vector<opened_block> in_blocks_;
    std::vector<const span*> links_;
    std::array<std::size_t, marks.size()> marked_{}; ///< how many spans of each kind are open
    json::object block_;
    bool in_block_ = false;
    std::vector<run_of_text> runs_;
    json::array blocks_;
};

} // namespace

json::array preview_blocks(const multipost::formatted_text& text) { return block_writer(text).run(); }

} // namespace webapp
