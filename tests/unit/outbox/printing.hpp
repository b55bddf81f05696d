// SPDX-License-Identifier: BSL-1.0
/// @file
/// Lets Boost.Test print what the tests compare.
#ifndef MULTIPOST_TESTS_OUTBOX_PRINTING_HPP
#define MULTIPOST_TESTS_OUTBOX_PRINTING_HPP

#include "delivery/publication.hpp"

#include <multipost/error.hpp>
#include <multipost/outcome.hpp>
#include <multipost/post.hpp>
#include <multipost/stored_channel.hpp>

#include <ostream>

namespace multipost {

inline std::ostream& operator<<(std::ostream& os, errc c) { return os << make_error_code(c); }
inline std::ostream& operator<<(std::ostream& os, delivery_state s) { return os << to_string(s); }
inline std::ostream& operator<<(std::ostream& os, post_state s) { return os << to_string(s); }
inline std::ostream& operator<<(std::ostream& os, channel_state s) { return os << to_string(s); }
inline std::ostream& operator<<(std::ostream& os, proof p) { return os << to_string(p); }
inline std::ostream& operator<<(std::ostream& os, exposure e) { return os << to_string(e); }
inline std::ostream& operator<<(std::ostream& os, failure_class c) { return os << to_string(c); }

} // namespace multipost

#endif
