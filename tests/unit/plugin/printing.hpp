// SPDX-License-Identifier: BSL-1.0
/// @file
/// Prints the library's error codes in test reports.
#ifndef MULTIPOST_TESTS_UNIT_PLUGIN_PRINTING_HPP
#define MULTIPOST_TESTS_UNIT_PLUGIN_PRINTING_HPP

#include <multipost/error.hpp>

#include <ostream>

namespace multipost {

inline std::ostream& operator<<(std::ostream& os, errc code) { return os << make_error_code(code).message(); }

} // namespace multipost

#endif
