// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_JSON_MEMBERS_HPP
#define MULTIPOST_CLI_JSON_MEMBERS_HPP

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string_view>

namespace multipost::cli {

/// A member that is a string; empty when it is not there or something else, because who answered may be another version.
[[nodiscard]] inline std::string_view text(const boost::json::object& of, std::string_view name)
{
    const auto* found = of.if_contains(name);
    return found != nullptr && found->is_string() ? std::string_view(found->get_string()) : std::string_view();
}

/// A member that is a whole number; 0 when it is not.
[[nodiscard]] inline std::int64_t number(const boost::json::object& of, std::string_view name)
{
    const auto* found = of.if_contains(name);
    if (found == nullptr) return 0;
    boost::json::error_code no_number;
    const auto value = found->to_number<std::int64_t>(no_number);
    return no_number ? 0 : value;
}

/// A member that is an object; nullptr when it is not.
[[nodiscard]] inline const boost::json::object* object(const boost::json::object& of, std::string_view name)
{
    const auto* found = of.if_contains(name);
    return found == nullptr ? nullptr : found->if_object();
}

/// Calls `each` with every object of a member that is an array.
template <class Each>
void for_each_in(const boost::json::object& of, std::string_view name, Each each)
{
    const auto* found = of.if_contains(name);
    if (found == nullptr || !found->is_array()) return;
    for (const auto& element : found->get_array())
        if (element.is_object()) each(element.get_object());
}

} // namespace multipost::cli

#endif
