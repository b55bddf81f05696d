// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_RESPONSE_HPP
#define WEBAPP_HTTP_RESPONSE_HPP

#include "http/body_stream.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// An answer. Who serves it adds Content-Length or Transfer-Encoding, Date, X-Request-Id and the security headers.
struct response
{
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< Content-Type among them when there is a body
    std::string body;
    std::string_view lasting_body; ///< instead of the body, when there is none: bytes that last as long as the server
    std::shared_ptr<body_stream> stream; ///< instead of both: what is written as it comes; the connection ends with it
    bool close = false;                  ///< end the connection after it
};

} // namespace webapp

#endif
