// SPDX-License-Identifier: BSL-1.0
#include "text/cmark_document.hpp"
#include "text/link_target.hpp"
#include "text/markdown_limits.hpp"
#include "text/span_writer.hpp"

#include <multipost/text.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace multipost {

namespace {

constexpr std::string_view paragraph_end = "\n\n";
constexpr std::string_view line_end = "\n";

std::string_view or_empty(const char* text) noexcept
{
    return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string_view literal(cmark_node* node) noexcept { return or_empty(cmark_node_get_literal(node)); }

std::string_view without_last_newline(std::string_view text) noexcept
{
    if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    return text;
}

std::string_view without_blank_end(std::string_view text) noexcept
{
    return text.substr(0, text.find_last_not_of('\n') + 1);
}

/// The first word of a fence's info string (CommonMark 4.5).
std::string language(cmark_node* code_block)
{
    const auto info = or_empty(cmark_node_get_fence_info(code_block));
    return std::string(info.substr(0, info.find_first_of(" \t\n")));
}

span of(span_kind kind, std::uint32_t number = 0, std::string href = std::string())
{
    return {kind, number, 0, 0, std::move(href)};
}

std::string_view separator_before(cmark_node* block) noexcept
{
    auto* const parent = cmark_node_parent(block);
    switch (cmark_node_get_type(parent))
    {
    case CMARK_NODE_LIST: return line_end;
    case CMARK_NODE_ITEM:
    {
        const bool tight = cmark_node_get_list_tight(cmark_node_parent(parent)) != 0;
        return tight || cmark_node_get_type(block) == CMARK_NODE_LIST ? line_end : paragraph_end;
    }
    default: return paragraph_end;
    }
}

/// Turns the events of a walk through a document into text and spans.
class converter
{
public:
    void enter(cmark_node* node)
    {
        switch (cmark_node_get_type(node))
        {
        case CMARK_NODE_DOCUMENT: break;
        case CMARK_NODE_LIST:
            open_block(node);
            ordinals_.push_back(first_ordinal(node));
            break;
        case CMARK_NODE_ITEM: open_block(node, of(span_kind::list_item, next_ordinal())); break;
        case CMARK_NODE_BLOCK_QUOTE: open_block(node, of(span_kind::quote)); break;
        case CMARK_NODE_PARAGRAPH: open_block(node); break;
        case CMARK_NODE_HEADING:
            open_block(node, of(span_kind::heading, static_cast<std::uint32_t>(cmark_node_get_heading_level(node))));
            break;
        case CMARK_NODE_CODE_BLOCK:
            leaf_block(node, without_last_newline(literal(node)), of(span_kind::code_block, 0, language(node)));
            break;
        case CMARK_NODE_HTML_BLOCK: leaf_block(node, without_blank_end(literal(node))); break;
        case CMARK_NODE_THEMATIC_BREAK: leaf_block(node, "———"); break;

        case CMARK_NODE_TEXT:
        case CMARK_NODE_HTML_INLINE: out_.write(literal(node)); break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK: out_.line_break(); break;
        case CMARK_NODE_CODE:
            open_inline(of(span_kind::code));
            out_.write(literal(node));
            out_.close();
            break;
        case CMARK_NODE_EMPH: open_inline(of(span_kind::italic)); break;
        case CMARK_NODE_STRONG: open_inline(of(span_kind::bold)); break;
        case CMARK_NODE_LINK: open_link(node); break;
        case CMARK_NODE_IMAGE:
            open_link(node);
            ++images_;
            break;
        default:
            // The one node of an extension; its type has a number at run time only.
            open_inline(of(span_kind::strike));
        }
    }

    void exit(cmark_node* node)
    {
        switch (cmark_node_get_type(node))
        {
        case CMARK_NODE_DOCUMENT: return;
        case CMARK_NODE_LIST: ordinals_.pop_back(); break;
        case CMARK_NODE_LINK: name_link(node); break;
        case CMARK_NODE_IMAGE:
            --images_;
            name_link(node);
            break;
        default: break;
        }
        out_.close();
    }

    formatted_text finish() && { return std::move(out_).finish(); }

private:
    /// What the next item of a list is marked with.
    struct ordinal
    {
        bool ordered;
        std::uint32_t next;
    };

    static ordinal first_ordinal(cmark_node* list) noexcept
    {
        return {cmark_node_get_list_type(list) == CMARK_ORDERED_LIST,
                static_cast<std::uint32_t>(std::max(0, cmark_node_get_list_start(list)))};
    }

    std::uint32_t next_ordinal() noexcept
    {
        auto& list = ordinals_.back();
        return list.ordered ? list.next++ : 0; // so an item numbered 0 gets a bullet
    }

    void open_block(cmark_node* node, std::optional<span> what = std::nullopt)
    {
        out_.open_block(separator_before(node), std::move(what));
    }

    void leaf_block(cmark_node* node, std::string_view text, std::optional<span> what = std::nullopt)
    {
        open_block(node, std::move(what));
        out_.write(text);
        out_.close();
    }

    /// An image's alternative text is plain (CommonMark 6.6).
    void open_inline(span what)
    {
        if (images_ == 0)
            out_.open_inline(std::move(what));
        else
            out_.open_inline(std::nullopt);
    }

    void open_link(cmark_node* node)
    {
        auto target = link_target(or_empty(cmark_node_get_url(node)));
        ++links_;
        if (target.empty())
            out_.open_inline(std::nullopt);
        else
            open_inline(of(span_kind::link, 0, std::move(target)));
    }

    /// A link without text and an image without alternative text are shown as their URL, or they would be lost.
    void name_link(cmark_node* node)
    {
        --links_;
        if (links_ == 0 && out_.empty()) out_.write(link_target(or_empty(cmark_node_get_url(node))));
    }

    span_writer out_;
    std::vector<ordinal> ordinals_; ///< of each open list
    std::size_t links_ = 0;
    std::size_t images_ = 0;
};

} // namespace

result<formatted_text> parse_markdown(std::string_view markdown)
{
    const auto source = plain_text(markdown);
    if (!source) return source.error();
    if (auto checked = check_markdown_limits(source->text); !checked) return checked.error();

    const auto document = parse_cmark(source->text);
    const std::unique_ptr<cmark_iter, cmark_deleter> walk(cmark_iter_new(document.get()));
    converter out;
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(walk.get()))
    {
        auto* const node = cmark_iter_get_node(walk.get());
        if (event == CMARK_EVENT_EXIT)
            out.exit(node);
        else
            out.enter(node);
    }
    return std::move(out).finish();
}

} // namespace multipost
