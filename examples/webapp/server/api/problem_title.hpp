// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_PROBLEM_TITLE_HPP
#define WEBAPP_API_PROBLEM_TITLE_HPP

#include <string_view>

namespace webapp {

/// What a kind of problem is called in English, by its stable code; a general word for a code nobody named.
[[nodiscard]] std::string_view title_of(std::string_view code) noexcept;

} // namespace webapp

#endif
