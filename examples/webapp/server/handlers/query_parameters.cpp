// SPDX-License-Identifier: BSL-1.0
#include "handlers/query_parameters.hpp"

#include "api/problem.hpp"

#include <multipost/text.hpp>

#include <boost/json/object.hpp>

#include <set>

namespace webapp {

namespace {

problem unknown_parameter(std::string_view name)
{
    problem p(400, "unknown_member", "There is no such parameter.");
    boost::json::object found;
    found["pointer"] = '?' + std::string(name);
    found["what"] = "Is not known here.";
    p.errors.push_back(std::move(found));
    return p;
}

} // namespace

void read_query(const request& r, const query_parameters& known, std::string_view repeatable)
{
    std::set<std::string_view> seen;
    for (const auto& [name, value] : r.query)
    {
        const auto found = known.find(name);
        if (found == known.end()) throw unknown_parameter(name);
        if (!seen.insert(name).second && name != repeatable) throw bad_value('?' + name, "Must be given once only.");
        found->second(value);
    }
}

std::string checked_text(std::string_view pointer, std::string_view text, std::size_t max_length)
{
    const auto size = multipost::length(text, multipost::length_unit::code_points);
    if (size < 1 || size > max_length)
        throw bad_value(pointer, "Must have 1 to " + std::to_string(max_length) + " characters.");
    if (text.find('\0') != std::string_view::npos) throw bad_value(pointer, "Must not hold U+0000.");
    return std::string(text);
}

} // namespace webapp
