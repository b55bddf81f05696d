// SPDX-License-Identifier: BSL-1.0
/// @file
/// Lets texts of several authors stand side by side.
#ifndef MULTIPOST_DELIVERY_SENTENCE_HPP
#define MULTIPOST_DELIVERY_SENTENCE_HPP

#include <string>

namespace multipost {

/// The text with a capital letter (unless it begins with a host name or the like) and a full stop; empty if it is.
[[nodiscard]] std::string as_sentence(std::string text);

} // namespace multipost

#endif
