// SPDX-License-Identifier: BSL-1.0
/// @file
/// Finds what a reader of a text does not see.
#ifndef MULTIPOST_TEXT_INVISIBLE_HPP
#define MULTIPOST_TEXT_INVISIBLE_HPP

#include <string_view>

namespace multipost {

/// Whether a text holds a character that shows nothing, or that only changes the order in which others are shown.
///
/// Not where a script cannot be written without: joiners between letters beyond Europe's and within emoji, variation selectors
/// after the character they select, the tags of a flag.
///
/// @param text  UTF-8
/// @par Specification
/// Unicode: Default_Ignorable_Code_Point of DerivedCoreProperties.txt; Annex #9 section 2; UTS #51 sections 2.2 and 2.6
[[nodiscard]] bool has_invisible(std::string_view text) noexcept;

} // namespace multipost

#endif
