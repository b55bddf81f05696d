// SPDX-License-Identifier: BSL-1.0
/// @file
/// Takes strings and arrays over the border of the plugin ABI, believing nothing.
#ifndef MULTIPOST_PLUGIN_ABI_TEXT_HPP
#define MULTIPOST_PLUGIN_ABI_TEXT_HPP

#include "text/utf8.hpp"

#include <multipost/plugin.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace multipost {

/// A plugin broke a rule of the ABI; what() says which. Never leaves this layer.
class rule_broken : public std::runtime_error
{
public:
    using runtime_error::runtime_error;
};

[[nodiscard]] inline mp_string borrow(std::string_view text) noexcept { return mp_string{text.data(), text.size()}; }

/// What is read, for the error: "request.url". Made into text only when there is one.
inline std::string text_of(std::string_view name) { return std::string(name); }

/// A field of an element of an array: "request.headers[2].name".
struct element_field
{
    std::string_view array;
    std::size_t index;
    std::string_view field;
};

inline std::string text_of(const element_field& name)
{
    return std::string(name.array) + "[" + std::to_string(name.index) + "]." + std::string(name.field);
}

/// Any bytes. Throws rule_broken when there are more than `max_bytes`, or none where a size is claimed.
template <class Name>
[[nodiscard]] std::string_view checked_bytes(mp_string given, std::size_t max_bytes, const Name& name)
{
    if (given.size == 0) return {};
    if (given.data == nullptr) throw rule_broken(text_of(name) + " is NULL and claims a size");
    if (given.size > max_bytes)
        throw rule_broken(text_of(name) + " is longer than " + std::to_string(max_bytes) + " bytes");
    return {given.data, given.size};
}

/// Text. Throws rule_broken also when it is not valid UTF-8 or holds U+0000.
template <class Name>
[[nodiscard]] std::string checked_text(mp_string given, std::size_t max_bytes, const Name& name)
{
    const auto text = checked_bytes(given, max_bytes, name);
    if (!check_utf8(text)) throw rule_broken(text_of(name) + " is not valid UTF-8");
    return std::string(text);
}

/// Calls `visit(const Element&, index)` for each element. Throws rule_broken for an array that cannot be walked.
template <class Element, class Array, class Visit>
void walk_array(const Array& array, std::size_t max_count, std::string_view name, Visit visit)
{
    if (array.count == 0) return;
    if (array.items == nullptr) throw rule_broken(text_of(name) + " is NULL and claims a count");
    if (array.count > max_count)
        throw rule_broken(text_of(name) + " has more than " + std::to_string(max_count) + " elements");
    // An element is at least what this version of the header knows: fields are only appended.
    constexpr std::size_t max_stride = 4096;
    if (array.stride < sizeof(Element) || array.stride > max_stride || array.stride % alignof(Element) != 0)
        throw rule_broken(text_of(name) + " has a stride that fits no element");
    for (std::size_t i = 0; i != array.count; ++i) visit(*MP_AT(Element, array, i), i);
}

} // namespace multipost

#endif
