// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_TESTS_PROBLEM_THROWN_HPP
#define WEBAPP_TESTS_PROBLEM_THROWN_HPP

#include "api/problem.hpp"

#include <boost/json/serialize.hpp>

#include <string>

namespace webapp {

/// What a call is refused with: "400 bad_value /name", all pointers after the code; "none" when it is not.
template <class Call>
std::string problem_thrown(Call&& call)
{
    try
    {
        call();
    }
    catch (const problem& p)
    {
        auto told = std::to_string(p.status) + ' ' + p.code;
        for (const auto& e : p.errors)
        {
            const auto& pointer = e.as_object().at("pointer").as_string();
            told += ' ' + std::string(pointer.data(), pointer.size());
        }
        return told;
    }
    return "none";
}

} // namespace webapp

#endif
