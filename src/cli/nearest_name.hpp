// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_NEAREST_NAME_HPP
#define MULTIPOST_CLI_NEAREST_NAME_HPP

#include <string_view>
#include <vector>

namespace multipost::cli {

/// What somebody who wrote `word` probably meant; empty when nothing is near.
///
/// Near is a Levenshtein distance of at most 2, or 1 for a word of three letters or fewer.
[[nodiscard]] std::string_view nearest_name(std::string_view word, const std::vector<std::string_view>& names);

} // namespace multipost::cli

#endif
