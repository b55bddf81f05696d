// SPDX-License-Identifier: BSL-1.0
/// @file
/// Hides secrets in formatted text.
#ifndef MULTIPOST_PUBLISHER_MASKED_TEXT_HPP
#define MULTIPOST_PUBLISHER_MASKED_TEXT_HPP

#include "model/secret_mask.hpp"

#include <multipost/text.hpp>

namespace multipost {

/// The text and the destinations without secrets; each span on what is left of its text, still properly nested.
///
/// A mask is within the spans that its secret begins in. A span of which nothing is left is dropped.
[[nodiscard]] formatted_text masked(const formatted_text& text, const secret_mask& mask);

} // namespace multipost

#endif
