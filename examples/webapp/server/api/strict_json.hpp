// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_STRICT_JSON_HPP
#define WEBAPP_API_STRICT_JSON_HPP

#include <boost/json/value.hpp>
#include <boost/system/result.hpp>

#include <cstddef>
#include <string_view>

namespace webapp {

/// How deep a value may be nested; the outermost array or object is the first level.
inline constexpr std::size_t max_json_depth = 32;

/// Why a text is no such JSON: a sentence that never repeats the text.
struct json_fault
{
    std::string_view what; ///< of static storage
};

/// Reads one JSON value of which every reader must make the same.
///
/// Refuses, beside what RFC 8259 does: a name that an object has twice; bytes that are not UTF-8, and half a surrogate pair;
/// U+0000 anywhere; numbers that no double can hold; more than 32 levels; anything after the value. Linear in the text, but
/// for the names of one object, which are kept sorted.
[[nodiscard]] boost::system::result<boost::json::value, json_fault> parse_strict_json(std::string_view text);

} // namespace webapp

#endif
