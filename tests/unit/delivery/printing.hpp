// SPDX-License-Identifier: BSL-1.0
/// @file
/// Prints the enumerations of a delivery in test reports.
#ifndef MULTIPOST_TESTS_DELIVERY_PRINTING_HPP
#define MULTIPOST_TESTS_DELIVERY_PRINTING_HPP

#include "delivery/publication.hpp"

#include <multipost/outcome.hpp>

#include <ostream>

namespace multipost {

inline std::ostream& operator<<(std::ostream& os, delivery_state s) { return os << to_string(s); }
inline std::ostream& operator<<(std::ostream& os, failure_class c) { return os << to_string(c); }
inline std::ostream& operator<<(std::ostream& os, proof p) { return os << to_string(p); }
inline std::ostream& operator<<(std::ostream& os, exposure e) { return os << to_string(e); }
inline std::ostream& operator<<(std::ostream& os, effect e) { return os << to_string(e); }

} // namespace multipost

#endif
