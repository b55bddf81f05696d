// SPDX-License-Identifier: BSL-1.0
/// @file
/// Takes typed values out of JSON and says where it is wrong.
#ifndef MULTIPOST_PLUGIN_JSON_READER_HPP
#define MULTIPOST_PLUGIN_JSON_READER_HPP

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace multipost {

/// Thrown by json_reader; what() is "text.unit: must be a string".
class json_mismatch : public std::runtime_error
{
public:
    json_mismatch(const std::string& path, std::string_view reason)
        : std::runtime_error((path.empty() ? "the whole" : path) + ": " + std::string(reason))
    {}
};

/// A value and the path that led to it. Each `as_` throws json_mismatch when the value is of another type.
class json_reader
{
public:
    explicit json_reader(const boost::json::value& value, std::string path = std::string())
        : value_(&value),
          path_(std::move(path))
    {}

    [[noreturn]] void refuse(std::string_view reason) const { throw json_mismatch(path_, reason); }

    [[nodiscard]] const boost::json::value& value() const noexcept { return *value_; }

    [[nodiscard]] const boost::json::object& as_object() const
    {
        if (!value_->is_object()) refuse("must be an object");
        return value_->get_object();
    }
    [[nodiscard]] const boost::json::array& as_array() const
    {
        if (!value_->is_array()) refuse("must be an array");
        return value_->get_array();
    }
    [[nodiscard]] std::string as_string() const
    {
        if (!value_->is_string()) refuse("must be a string");
        return std::string(value_->get_string());
    }
    [[nodiscard]] bool as_bool() const
    {
        if (!value_->is_bool()) refuse("must be true or false");
        return value_->get_bool();
    }
    [[nodiscard]] std::uint64_t as_count() const
    {
        if (value_->is_uint64()) return value_->get_uint64();
        if (!value_->is_int64() || value_->get_int64() < 0) refuse("must be a whole number, 0 or more");
        return static_cast<std::uint64_t>(value_->get_int64());
    }

    /// A member that must be there.
    [[nodiscard]] json_reader operator[](std::string_view key) const
    {
        const auto* found = as_object().if_contains(key);
        const auto path = member_path(key);
        if (found == nullptr) throw json_mismatch(path, "is missing");
        return json_reader(*found, path);
    }

    [[nodiscard]] bool has(std::string_view key) const { return as_object().contains(key); }

    /// Calls `visit(json_reader)` for each element of an array.
    template <class Visit>
    void each_element(Visit visit) const
    {
        std::size_t index = 0;
        for (const auto& element : as_array()) visit(json_reader(element, path_ + "[" + std::to_string(index++) + "]"));
    }

    /// Calls `visit(name, json_reader)` for each member of an object.
    template <class Visit>
    void each_member(Visit visit) const
    {
        for (const auto& member : as_object())
        {
            const std::string_view name(member.key().data(), member.key().size());
            visit(name, json_reader(member.value(), member_path(name)));
        }
    }

private:
    [[nodiscard]] std::string member_path(std::string_view key) const
    {
        return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
    }

    const boost::json::value* value_;
    std::string path_;
};

} // namespace multipost

#endif
