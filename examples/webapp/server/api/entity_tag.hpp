// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_ENTITY_TAG_HPP
#define WEBAPP_API_ENTITY_TAG_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// The entity tag of a revision: "3" in its quotation marks.
[[nodiscard]] std::string entity_tag(std::int64_t revision);

/// What an If-Match header demands.
class if_match
{
public:
    /// Reads "*" or a list of entity tags.
    /// @throws problem  400 bad_value
    /// @par Specification
    /// RFC 9110 sections 8.8.3 and 13.1.1
    explicit if_match(std::string_view header);

    /// Whether it holds for this revision. Compares strongly: a weak tag matches nothing.
    [[nodiscard]] bool allows(std::int64_t revision) const;
    /// It holds for whatever there is.
    [[nodiscard]] bool allows_any() const noexcept { return any_; }

private:
    bool any_ = false;
    std::vector<std::string> tags_;
};

} // namespace webapp

#endif
