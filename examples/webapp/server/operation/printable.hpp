// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_PRINTABLE_HPP
#define WEBAPP_OPERATION_PRINTABLE_HPP

#include <string>
#include <string_view>

namespace webapp {

/// The text with U+FFFD for each byte that is no UTF-8.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// Makes a text safe for a terminal: control characters, line breaks, marks that change the direction of writing and bytes
/// that are no UTF-8 become "\xNN" and "\uNNNN".
[[nodiscard]] std::string printable(std::string_view text);

/// Makes JSON safe for a terminal: what JSON lets stand in its strings and printable() does not becomes "\uNNNN".
[[nodiscard]] std::string printable_json(std::string_view json);

} // namespace webapp

#endif
