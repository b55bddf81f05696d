// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_JSON_BODY_HPP
#define WEBAPP_API_JSON_BODY_HPP

#include "http/request.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// Reads the body of a request as one JSON object, strictly: see parse_strict_json.
/// @throws problem  415 not_json, 400 bad_json
[[nodiscard]] boost::json::object parse_json_body(const request& r);

/// Takes the members of an object one by one; done() refuses what nobody asked for.
///
/// Lengths are in characters (Unicode code points), as JSON Schema counts them. Null is no text: a member that may be left
/// out is left out. Every member throws problem 400 bad_value, with a JSON Pointer, when the value is missing or wrong.
class object_reader
{
public:
    /// @param pointer  where the object stands in the body; empty: it is the body
    explicit object_reader(boost::json::object members, std::string pointer = {});

    /// Whether there is such a member that has not been taken.
    [[nodiscard]] bool has(std::string_view name) const;
    /// The JSON Pointer of a member.
    [[nodiscard]] std::string pointer_to(std::string_view name) const;

    /// A text of so many characters; missing is an error.
    [[nodiscard]] std::string text(std::string_view name, std::size_t min_length, std::size_t max_length);
    /// The same; nothing when it is missing.
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view name, std::size_t min_length,
                                                           std::size_t max_length);
    /// One of some words.
    [[nodiscard]] std::string word(std::string_view name, std::initializer_list<std::string_view> allowed);
    [[nodiscard]] std::optional<std::string> optional_word(std::string_view name,
                                                           std::initializer_list<std::string_view> allowed);
    /// A list of texts.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name, std::size_t max_items, std::size_t max_length);
    /// An object whose members are texts, by name.
    [[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>>
    optional_text_members(std::string_view name, std::size_t max_members, std::size_t max_length);

    /// Another object.
    [[nodiscard]] std::optional<object_reader> optional_object(std::string_view name);
    /// Whether it is null; then it is taken.
    [[nodiscard]] bool is_null(std::string_view name);

    /// @throws problem  400 unknown_member, naming what is left
    void done() const;

private:
    [[nodiscard]] std::optional<boost::json::value> take(std::string_view name);

    boost::json::object members_;
    std::string pointer_;
};

} // namespace webapp

#endif
