// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps the data key in use, and the one it replaces while that is not certain yet.
#ifndef MULTIPOST_OUTBOX_KEY_RING_HPP
#define MULTIPOST_OUTBOX_KEY_RING_HPP

#include "outbox/vault.hpp"

#include <optional>
#include <utility>

namespace multipost {

/// Seals under the newest key and opens under each. While the transaction that replaces the key is not committed, works that
/// share it already see values under the new key; when it fails, all is under the old one again. Not thread-safe.
class key_ring
{
public:
    explicit key_ring(vault only) : newest_(std::move(only)) {}

    [[nodiscard]] std::string seal(const sealed_place& place, std::string_view plain) const
    {
        return newest_.seal(place, plain);
    }

    /// As vault::open.
    [[nodiscard]] result<secret_string> open(const sealed_place& place, std::string_view sealed) const
    {
        const bool under_former = former_ && vault::key_id_of(sealed) == former_->key_id();
        return (under_former ? *former_ : newest_).open(place, sealed);
    }

    [[nodiscard]] std::int64_t newest_id() const noexcept { return newest_.key_id(); }

    /// Whether add() is not settled yet.
    [[nodiscard]] bool is_in_doubt() const noexcept { return former_.has_value(); }

    void add(vault next) { former_ = std::exchange(newest_, std::move(next)); }

    /// Ends what add() began: `next` stays alone, or goes again.
    void settle(std::int64_t next_id, bool committed)
    {
        if (newest_.key_id() != next_id) return;
        if (!committed && former_) newest_ = *std::move(former_);
        former_.reset();
    }

private:
    vault newest_;
    std::optional<vault> former_;
};

} // namespace multipost

#endif
