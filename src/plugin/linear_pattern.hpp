// SPDX-License-Identifier: BSL-1.0
/// @file
/// Matches texts with patterns in linear time.
#ifndef MULTIPOST_PLUGIN_LINEAR_PATTERN_HPP
#define MULTIPOST_PLUGIN_LINEAR_PATTERN_HPP

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace multipost {

/// A regular expression without what can only be matched by going back: no references to groups, no looking ahead or behind.
///
/// Thread-safe.
/// @par Specification
/// https://github.com/google/re2/wiki/Syntax
class linear_pattern
{
public:
    /// Compiles it. What is no pattern, or too large a one, matches nothing, and fault() says why.
    explicit linear_pattern(std::string_view pattern);
    ~linear_pattern();
    linear_pattern(const linear_pattern&) = delete;
    linear_pattern& operator=(const linear_pattern&) = delete;

    /// Empty: there is none.
    [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

    /// Whether it is found anywhere in valid UTF-8, as JSON Schema means it.
    [[nodiscard]] bool is_in(std::string_view text) const;

private:
    std::unique_ptr<const re2::RE2> compiled_;
    std::string fault_;
};

} // namespace multipost

#endif
