// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_NEAREST_NAME_HPP
#define WEBAPP_OPERATION_NEAREST_NAME_HPP

#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// What somebody who wrote `word` probably meant: the name at the least distance (Levenshtein), 2 at most, or the one that
/// `word` begins. Empty when nothing is near.
[[nodiscard]] std::string nearest_name(std::string_view word, const std::vector<std::string>& names);

} // namespace webapp

#endif
