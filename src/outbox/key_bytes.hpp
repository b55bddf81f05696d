// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds the bytes of a key.
#ifndef MULTIPOST_OUTBOX_KEY_BYTES_HPP
#define MULTIPOST_OUTBOX_KEY_BYTES_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace multipost {

/// 256 bits between guard pages, locked in memory where the system lets us, left out of core files, overwritten when they go.
class key_bytes
{
public:
    static constexpr std::size_t size = 32;

    key_bytes();
    [[nodiscard]] static key_bytes random();
    [[nodiscard]] static key_bytes copy_of(std::span<const std::uint8_t, size> bytes);

    [[nodiscard]] std::span<std::uint8_t, size> writable() noexcept
    {
        return std::span<std::uint8_t, size>(at_.get(), size);
    }
    [[nodiscard]] std::span<const std::uint8_t, size> view() const noexcept
    {
        return std::span<const std::uint8_t, size>(at_.get(), size);
    }

private:
    struct release
    {
        void operator()(std::uint8_t* at) const noexcept;
    };

    std::unique_ptr<std::uint8_t, release> at_;
};

} // namespace multipost

#endif
