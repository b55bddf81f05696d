// SPDX-License-Identifier: BSL-1.0
#include "text/cmark_document.hpp"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>
#include <atomic>
#include <cstddef>

namespace multipost {

namespace {

std::atomic_flag cmark_is_taken;

/// Lets one thread at a time into cmark-gfm.
///
/// Its list of extensions is global, and so is the table of characters that begin an inline: a parser with extensions adds
/// theirs when it begins with the inlines and takes them out when it is done (cmark_manage_extensions_special_characters), so
/// that of two parsers at once one loses its strikethroughs and links.
class cmark_lock
{
public:
    cmark_lock() noexcept
    {
        while (cmark_is_taken.test_and_set(std::memory_order_acquire))
            cmark_is_taken.wait(true, std::memory_order_relaxed);
    }
    cmark_lock(const cmark_lock&) = delete;
    cmark_lock& operator=(const cmark_lock&) = delete;
    ~cmark_lock()
    {
        cmark_is_taken.clear(std::memory_order_release);
        cmark_is_taken.notify_one();
    }
};

/// cmark-gfm takes the square of a word's length to look for a link in it. No URL or address is that long.
constexpr std::size_t max_word_with_links = 4096;

std::size_t longest_word(std::string_view text) noexcept
{
    std::size_t longest = 0;
    std::size_t length = 0;
    for (const char c : text)
    {
        const bool in_word = static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
        length = in_word ? length + 1 : 0;
        longest = std::max(longest, length);
    }
    return longest;
}

void attach(cmark_parser* parser, const char* extension)
{
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extension));
}

} // namespace

cmark_document parse_cmark(std::string_view markdown)
{
    const cmark_lock lock;
    cmark_gfm_core_extensions_ensure_registered();
    const std::unique_ptr<cmark_parser, cmark_deleter> parser(
        cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE));
    attach(parser.get(), "strikethrough");
    if (longest_word(markdown) <= max_word_with_links) attach(parser.get(), "autolink");
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    return cmark_document(cmark_parser_finish(parser.get()));
}

} // namespace multipost
