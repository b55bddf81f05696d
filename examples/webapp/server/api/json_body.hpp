// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_JSON_BODY_HPP
#define WEBAPP_API_JSON_BODY_HPP

#include "http/request.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// Reads the body of a request as one JSON object, strictly: UTF-8 without U+0000, 32 levels at most, no duplicate names,
/// nothing after it.
/// @throws problem  415 not_json, 400 bad_json
[[nodiscard]] boost::json::object parse_json_body(const request& r);

/// Takes the members of an object one by one; done() refuses what nobody asked for.
///
/// Every member throws problem 400 bad_value, with a JSON pointer, when the value is of the wrong type or size.
class object_reader
{
public:
    explicit object_reader(boost::json::object members, std::string pointer = {});

    /// A text of so many bytes; missing is an error.
    [[nodiscard]] std::string text(std::string_view name, std::size_t min_bytes, std::size_t max_bytes);
    /// The same; nothing when it is missing or null.
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view name, std::size_t min_bytes,
                                                           std::size_t max_bytes);
    /// One of some words.
    [[nodiscard]] std::string word(std::string_view name, std::initializer_list<std::string_view> allowed);
    [[nodiscard]] std::optional<std::string> optional_word(std::string_view name,
                                                           std::initializer_list<std::string_view> allowed);
    /// A list of texts.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name, std::size_t max_items, std::size_t max_bytes);
    /// An object whose members are texts.
    [[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>>
    optional_text_members(std::string_view name, std::size_t max_bytes);

    /// @throws problem  400 unknown_member, naming what is left
    void done() const;

private:
    boost::json::object members_;
    std::string pointer_;
};

} // namespace webapp

#endif
