// SPDX-License-Identifier: BSL-1.0
/// @file
/// Fits formatted text to what a network's markup can say.
#ifndef MULTIPOST_TEXT_REDUCE_HPP
#define MULTIPOST_TEXT_REDUCE_HPP

#include <multipost/outcome.hpp>
#include <multipost/text.hpp>

#include <vector>

namespace multipost {

struct reduced_text
{
    formatted_text text;
    std::vector<notice> notices; ///< one for each kind of loss
};

/// Drops or replaces the spans a network does not know, so that the text still says the same.
///
/// A link becomes "text (URL)" (or the bare URL when that is its text), a heading bold if bold is known, a list item gets
/// "• " or "1. " before its text, a quote "> " before its lines; other styles are dropped. What follows in a list item,
/// nested items included, is indented by the width of its marker. A code block that stays keeps its lines as they are: they
/// get neither marker nor indentation.
///
/// The notices are "link_flattened", "heading_as_bold", "list_flattened", "quote_flattened", and "bold_dropped" and so on
/// with the name of the kind. Linear in the length of the text.
[[nodiscard]] reduced_text reduce(const formatted_text& text, const std::vector<span_kind>& known);

} // namespace multipost

#endif
