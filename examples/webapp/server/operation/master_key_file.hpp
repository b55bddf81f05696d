// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_MASTER_KEY_FILE_HPP
#define WEBAPP_OPERATION_MASTER_KEY_FILE_HPP

#include <multipost/connector_registry.hpp>
#include <multipost/error.hpp>
#include <multipost/master_key.hpp>
#include <multipost/outbox.hpp>
#include <multipost/sqlite_database.hpp>

#include <filesystem>
#include <functional>

namespace webapp {

/// The file of the master key, and beside it, while the key is being changed, the file of the next one.
///
/// The next key is in its file before the first secret is stored under it, and takes the place of the key when all of them
/// are. A crash between these two leaves a database that opens with the next key: open_outbox() finds it.
class master_key_file
{
public:
    explicit master_key_file(std::filesystem::path file) : file_(std::move(file)) {}

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return file_; }
    [[nodiscard]] bool exists() const;

    [[nodiscard]] multipost::result<multipost::master_key> read() const { return multipost::master_key::read(file_); }
    [[nodiscard]] multipost::result<multipost::master_key> create() const
    {
        return multipost::master_key::create(file_);
    }

    /// The next key, made if there is none yet.
    [[nodiscard]] multipost::result<multipost::master_key> next() const;
    [[nodiscard]] bool has_next() const;
    /// Puts the next key in the place of the key, durably.
    [[nodiscard]] multipost::result<void> promote_next() const;
    void discard_next() const;

private:
    [[nodiscard]] std::filesystem::path next_path() const;

    std::filesystem::path file_;
};

/// Opens the outbox of a database with the key of a file; ends a change of the key that was interrupted.
[[nodiscard]] multipost::result<multipost::outbox> open_outbox(const master_key_file& file,
                                                               const multipost::sqlite_database& database,
                                                               const multipost::connector_registry& connectors,
                                                               const multipost::outbox_options& options);

} // namespace webapp

#endif
