// SPDX-License-Identifier: BSL-1.0
/// @file
/// Undoes the escapes of a text without losing where each byte came from.
#ifndef MULTIPOST_MODEL_UNESCAPE_HPP
#define MULTIPOST_MODEL_UNESCAPE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// A text, and which byte of the original each of its bytes stands for.
class traced_text
{
public:
    /// The original itself.
    explicit traced_text(std::string_view original) : text_(original) {}

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    /// The byte of the original at which what became byte `at` began; for the end, the original's end.
    [[nodiscard]] std::size_t origin(std::size_t at) const noexcept { return origins_.empty() ? at : origins_[at]; }

    /// Undoes %XX, upper or lower case (RFC 3986 section 2.1). What is no escape stays.
    [[nodiscard]] traced_text percent_decoded() const;

    /// As percent_decoded(), and a plus sign is a space (application/x-www-form-urlencoded).
    [[nodiscard]] traced_text form_decoded() const;

    /// Undoes the escapes of JSON strings (RFC 8259 section 7), anywhere in the text. What is no escape stays.
    [[nodiscard]] traced_text json_unescaped() const;

private:
    traced_text() = default;

    template <class Decode>
    traced_text decoded(Decode decode) const;

    std::string text_;
    std::vector<std::size_t> origins_; ///< one more than bytes; empty for the original itself
};

} // namespace multipost

#endif
