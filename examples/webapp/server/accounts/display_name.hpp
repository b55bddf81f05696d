// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_DISPLAY_NAME_HPP
#define WEBAPP_ACCOUNTS_DISPLAY_NAME_HPP

#include <optional>
#include <string>
#include <string_view>

namespace webapp {

inline constexpr std::string_view display_name_rule =
    "Must have 1 to 100 characters that show; line breaks and other control characters are not possible.";

/// The name that others see, in normalization form C and without white space around it.
///
/// It has 1 to 100 code points, at least one of which shows. Characters that break a line or turn the direction of what
/// follows are refused: a name stands within sentences of others.
///
/// @return  nothing when it is no such name, or no UTF-8
[[nodiscard]] std::optional<std::string> parse_display_name(std::string_view text);

} // namespace webapp

#endif
