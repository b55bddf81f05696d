// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_PROBLEM_HPP
#define WEBAPP_API_PROBLEM_HPP

#include "http/request.hpp"
#include "http/response.hpp"

#include <multipost/error.hpp>

#include <boost/json/array.hpp>

#include <chrono>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// Why a request is not answered as asked; thrown by handlers, told as application/problem+json (RFC 9457).
///
/// The codes are those of docs/openapi.yaml. No text here ever holds a secret, a path or another library's words.
struct problem : std::exception
{
    problem(unsigned status, std::string code, std::string detail);

    [[nodiscard]] const char* what() const noexcept override { return code.c_str(); }

    unsigned status;
    std::string code;
    std::string detail; ///< one sentence or two: what is wrong, where, and what to do; empty: the title says it all
    boost::json::array errors; ///< one object for each thing that is wrong, where there are several
    std::vector<std::pair<std::string, std::string>> headers; ///< "Retry-After", "Allow"
};

/// The answer to a request that ended in a problem.
[[nodiscard]] response to_response(const problem& p, const request& r);

/// 400 bad_value: one value of a request is missing or wrong.
///
/// @param pointer  where: a JSON Pointer into the body, "?name" for a query parameter, "Name:" for a header
/// @param what     a sentence, what it must be
[[nodiscard]] problem bad_value(std::string_view pointer, std::string_view what);

/// 404 not_found: there is none, or it is somebody else's.
[[nodiscard]] problem not_found();

/// 429 too_many_requests. Waits are rounded up to whole seconds, at least one.
[[nodiscard]] problem too_many_requests(std::chrono::milliseconds wait);

/// 503 overloaded: again in a moment.
///
/// @param why  a sentence
[[nodiscard]] problem overloaded(std::string_view why);

/// 500 internal: tells nothing but whom to ask.
[[nodiscard]] problem internal_problem();

/// What an error of the library means to a client: not_found is 404, too_late is 409, store_full is 503, and so on.
[[nodiscard]] problem problem_of(const multipost::error& e);

/// The same, and that this member of the request led to it.
[[nodiscard]] problem problem_of(const multipost::error& e, std::string_view pointer);

/// The value, or its error as a problem.
template <class T>
T value_or_problem(multipost::result<T> r)
{
    if (r.has_error()) throw problem_of(r.error());
    return *std::move(r);
}

/// The same, and that this member of the request led to it.
template <class T>
T value_or_problem_at(std::string_view pointer, multipost::result<T> r)
{
    if (r.has_error()) throw problem_of(r.error(), pointer);
    return *std::move(r);
}

} // namespace webapp

#endif
