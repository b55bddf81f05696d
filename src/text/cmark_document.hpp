// SPDX-License-Identifier: BSL-1.0
/// @file
/// Parses Markdown with cmark-gfm, safely from any thread.
#ifndef MULTIPOST_TEXT_CMARK_DOCUMENT_HPP
#define MULTIPOST_TEXT_CMARK_DOCUMENT_HPP

#include <cmark-gfm.h>

#include <memory>
#include <string_view>

namespace multipost {

struct cmark_deleter
{
    void operator()(cmark_node* node) const noexcept { cmark_node_free(node); }
    void operator()(cmark_iter* iterator) const noexcept { cmark_iter_free(iterator); }
    void operator()(cmark_parser* parser) const noexcept { cmark_parser_free(parser); }
};

using cmark_document = std::unique_ptr<cmark_node, cmark_deleter>;

/// Parses CommonMark with strikethrough (two tildes) and autolinks. @param markdown  valid UTF-8
[[nodiscard]] cmark_document parse_cmark(std::string_view markdown);

} // namespace multipost

#endif
