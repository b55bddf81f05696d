// SPDX-License-Identifier: BSL-1.0
#include "api/strict_json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace json = boost::json;

namespace webapp {

namespace {

/// Builds the value as the parser reports its parts (the requirements of json::basic_parser), and looks for what the parser
/// lets through: it keeps the last of two members of the same name, and takes U+0000 and 1e999.
class strict_builder
{
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    strict_builder() { stack_.reset(); }

    [[nodiscard]] json::value release() { return stack_.release(); }
    [[nodiscard]] std::string_view fault() const noexcept { return fault_; }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }

    bool on_object_begin(json::error_code&)
    {
        names_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t size, json::error_code&)
    {
        names_.pop_back();
        stack_.push_object(size);
        return true;
    }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t size, json::error_code&)
    {
        stack_.push_array(size);
        return true;
    }

    bool on_key_part(json::string_view part, std::size_t, json::error_code& failed)
    {
        if (has_null(part)) return refuse("A text holds U+0000.", failed);
        name_.append(part.data(), part.size());
        stack_.push_chars(part);
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code& failed)
    {
        if (has_null(part)) return refuse("A text holds U+0000.", failed);
        name_.append(part.data(), part.size());
        if (!names_.back().insert(std::exchange(name_, {})).second)
            return refuse("An object has a name twice.", failed);
        stack_.push_key(part);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code& failed)
    {
        if (has_null(part)) return refuse("A text holds U+0000.", failed);
        stack_.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code& failed)
    {
        if (has_null(part)) return refuse("A text holds U+0000.", failed);
        stack_.push_string(part);
        return true;
    }

    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t value, json::string_view, json::error_code&)
    {
        stack_.push_int64(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, json::string_view, json::error_code&)
    {
        stack_.push_uint64(value);
        return true;
    }
    bool on_double(double value, json::string_view, json::error_code& failed)
    {
        if (!std::isfinite(value)) return refuse("A number is out of range.", failed);
        stack_.push_double(value);
        return true;
    }
    bool on_bool(bool value, json::error_code&)
    {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(json::error_code&)
    {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    static bool has_null(json::string_view text) noexcept { return text.find('\0') != json::string_view::npos; }

    bool refuse(std::string_view why, json::error_code& failed)
    {
        fault_ = why;
        failed = json::error::syntax;
        return false;
    }

    json::value_stack stack_;
    std::string name_;                         ///< of the member that is being read
    std::vector<std::set<std::string>> names_; ///< of each object that is open
    std::string_view fault_;
};

std::string_view words_for(const json::error_code& failed) noexcept
{
    if (failed == json::error::incomplete) return "It ends too early.";
    if (failed == json::error::extra_data) return "Something follows the value.";
    if (failed == json::error::too_deep) return "It is nested more than 32 levels deep.";
    if (failed == json::error::illegal_leading_surrogate || failed == json::error::illegal_trailing_surrogate)
        return "A text holds half a surrogate pair.";
    return "It breaks the grammar of JSON, or is not UTF-8.";
}

} // namespace

boost::system::result<json::value, json_fault> parse_strict_json(std::string_view text)
{
    json::parse_options options;
    options.max_depth = max_json_depth;
    json::basic_parser<strict_builder> parser(options);
    json::error_code failed;
    const auto read = parser.write_some(false, text.data(), text.size(), failed);
    if (!failed && read < text.size()) failed = json::error::extra_data;
    if (!failed) return parser.handler().release();
    const auto fault = parser.handler().fault();
    return json_fault{fault.empty() ? words_for(failed) : fault};
}

} // namespace webapp
