// SPDX-License-Identifier: BSL-1.0
/// @file
/// Seals what a store keeps secret, each to its place.
#ifndef MULTIPOST_OUTBOX_VAULT_HPP
#define MULTIPOST_OUTBOX_VAULT_HPP

#include "outbox/key_bytes.hpp"

#include <multipost/error.hpp>
#include <multipost/master_key.hpp>
#include <multipost/secret_string.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace multipost {

/// Where a sealed value belongs. Moved to another place, it does not open.
struct sealed_place
{
    std::string_view table;
    std::string_view row;
    std::string_view column;
};

/// One data key and its number. A value holds the number of its key, so that one sealed under a key that was replaced is
/// told from one that was tampered with. Not thread-safe.
///
/// XChaCha20-Poly1305 with a random nonce of 192 bits; table, row, column and key number are authenticated with it. The
/// format is in docs/outbox.md.
class vault
{
public:
    /// A vault with a new random key.
    [[nodiscard]] static vault make(std::int64_t key_id);

    /// The vault whose key was wrapped under a master key; nothing: under another one, or it was tampered with.
    [[nodiscard]] static std::optional<vault> unwrap(std::int64_t key_id, std::string_view wrapped,
                                                     const master_key& master);

    /// The data key, sealed under a master key.
    [[nodiscard]] std::string wrap(const master_key& master) const;

    [[nodiscard]] std::string seal(const sealed_place& place, std::string_view plain) const;

    /// What was sealed at that place.
    ///
    /// @par Errors
    /// @li errc::store_failed  it was sealed elsewhere, under another key, or changed since
    [[nodiscard]] result<secret_string> open(const sealed_place& place, std::string_view sealed) const;

    [[nodiscard]] std::int64_t key_id() const noexcept { return key_id_; }

    /// The number of the key a value says it is under; nothing: it is no sealed value.
    [[nodiscard]] static std::optional<std::int64_t> key_id_of(std::string_view sealed) noexcept;

private:
    vault(std::int64_t key_id, key_bytes key) : key_id_(key_id), key_(std::move(key)) {}

    std::int64_t key_id_;
    key_bytes key_;
};

} // namespace multipost

#endif
