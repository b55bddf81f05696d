// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells whether two requests to accept a post are the same.
#ifndef MULTIPOST_OUTBOX_REQUEST_HASH_HPP
#define MULTIPOST_OUTBOX_REQUEST_HASH_HPP

#include <multipost/post.hpp>

#include <string>

namespace multipost {

/// 32 bytes that depend on every part of the request but its owner and key: BLAKE2b over text, title, link and channels in
/// their order, each after its length.
[[nodiscard]] std::string request_hash(const new_post& p);

} // namespace multipost

#endif
