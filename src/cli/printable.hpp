// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_PRINTABLE_HPP
#define MULTIPOST_CLI_PRINTABLE_HPP

#include <string>
#include <string_view>

namespace multipost::cli {

/// Makes a text safe for a terminal: what a network or a plugin says must not move the cursor or forge a line.
///
/// Control characters (C0 but tab, DEL, C1) and bytes that are no UTF-8 become "\xNN", line breaks too; marks that change
/// the direction of writing become "\uNNNN".
[[nodiscard]] std::string printable(std::string_view text);

/// The same, with line breaks kept and each line after `indent`; ends in a line break.
[[nodiscard]] std::string printable_lines(std::string_view text, std::string_view indent);

} // namespace multipost::cli

#endif
