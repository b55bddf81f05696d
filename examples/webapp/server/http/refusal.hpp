// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_REFUSAL_HPP
#define WEBAPP_HTTP_REFUSAL_HPP

#include "http/response.hpp"

#include <string_view>

namespace webapp {

/// Why the server does not take a request to a handler. The connection ends after it.
struct refusal
{
    unsigned status = 400;
    std::string_view reason; ///< a sentence of ours, of static storage: it never repeats what the client sent
};

/// The stable code of a refusal's status in docs/openapi.yaml: "bad_request" for 400.
[[nodiscard]] std::string_view code_of(unsigned status) noexcept;

/// What the client is told: application/problem+json (RFC 9457), and the connection is closed.
[[nodiscard]] response to_response(const refusal& why, std::string_view request_id);

/// What the client is told when a handler failed: nothing but the request's id.
[[nodiscard]] response internal_error(std::string_view request_id);

} // namespace webapp

#endif
