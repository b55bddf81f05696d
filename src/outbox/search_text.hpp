// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes texts comparable whatever the case of their letters.
#ifndef MULTIPOST_OUTBOX_SEARCH_TEXT_HPP
#define MULTIPOST_OUTBOX_SEARCH_TEXT_HPP

#include <string>
#include <string_view>

namespace multipost {

/// The text with the case of its letters folded, composed: "CAFÉ" and "café", "Straße" and "STRASSE" become the same. SQLite's
/// own lower() knows ASCII only.
///
/// @param text  UTF-8; of other bytes the result is some text
/// @par Specification
/// Unicode 15, section 3.13 (default caseless matching) and Annex #15 (NFC)
[[nodiscard]] std::string search_text(std::string_view text);

} // namespace multipost

#endif
