// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds the key under which an outbox keeps the secrets of its channels.
#ifndef MULTIPOST_MASTER_KEY_HPP
#define MULTIPOST_MASTER_KEY_HPP

#include <multipost/error.hpp>
#include <multipost/export.h>

#include <filesystem>
#include <memory>

namespace multipost {

/// 256 random bits, kept out of the database and out of swap, overwritten when the last copy goes. A handle.
///
/// The file holds 64 hexadecimal digits and a line end. It must be readable by its owner only (mode 0600 or 0400).
/// Who loses it loses the channels' settings, and nothing else: back it up, and not beside the database.
class MULTIPOST_EXPORT master_key
{
public:
    /// Reads a key file.
    ///
    /// @par Errors
    /// @li errc::bad_master_key  it does not exist, others may read it, or it holds no key; the text says which
    [[nodiscard]] static result<master_key> read(const std::filesystem::path& file);

    /// Makes a key and writes it to a file that must not exist yet, mode 0600, durably.
    [[nodiscard]] static result<master_key> create(const std::filesystem::path& file);

    /// A key for a test or for a program that forgets everything when it ends.
    [[nodiscard]] static master_key random();

    ~master_key();
    master_key(const master_key&) noexcept;
    master_key& operator=(const master_key&) noexcept;

private:
    friend struct master_key_access;
    struct bytes;
    explicit master_key(std::shared_ptr<const bytes> b) noexcept;
    std::shared_ptr<const bytes> bytes_;
};

} // namespace multipost

#endif
