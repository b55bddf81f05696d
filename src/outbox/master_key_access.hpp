// SPDX-License-Identifier: BSL-1.0
/// @file
/// Gives the vault what a master key holds.
#ifndef MULTIPOST_OUTBOX_MASTER_KEY_ACCESS_HPP
#define MULTIPOST_OUTBOX_MASTER_KEY_ACCESS_HPP

#include "outbox/key_bytes.hpp"

#include <multipost/master_key.hpp>

namespace multipost {

struct master_key::bytes
{
    key_bytes key;
};

struct master_key_access
{
    [[nodiscard]] static const key_bytes& bytes_of(const master_key& key) noexcept { return key.bytes_->key; }
};

} // namespace multipost

#endif
