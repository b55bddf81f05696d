// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_FILE_RESPONSE_HPP
#define WEBAPP_PAGES_FILE_RESPONSE_HPP

#include "http/request.hpp"
#include "http/response.hpp"
#include "pages/embedded_file.hpp"

namespace webapp {

/// The answer to GET of a file: compressed as the client likes it, 304 when it has it already, and as long to be kept as the
/// file's name says. Files below /assets/ have a digest in their names, and are never another file.
[[nodiscard]] response file_response(const embedded_file& file, const request& r);

} // namespace webapp

#endif
