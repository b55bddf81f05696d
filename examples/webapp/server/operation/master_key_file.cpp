// SPDX-License-Identifier: BSL-1.0
#include "operation/master_key_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace webapp {

using multipost::errc;
using multipost::result;

namespace {

multipost::error cannot_replace(const std::filesystem::path& file, const std::error_code& why)
{
    return {errc::bad_master_key, file.string() + " cannot be replaced (" + why.message() +
                                      "). The next key beside it is the one that holds now: put it there."};
}

// Makes the rename itself survive a power cut.
void sync_folder(const std::filesystem::path& folder)
{
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor == -1) return;
    static_cast<void>(fsync(descriptor));
    close(descriptor);
}

} // namespace

std::filesystem::path master_key_file::next_path() const
{
    auto next = file_;
    next += ".next";
    return next;
}

bool master_key_file::exists() const
{
    std::error_code unknown;
    return std::filesystem::exists(file_, unknown);
}

bool master_key_file::has_next() const
{
    std::error_code unknown;
    return std::filesystem::exists(next_path(), unknown);
}

result<multipost::master_key> master_key_file::next() const
{
    return has_next() ? multipost::master_key::read(next_path()) : multipost::master_key::create(next_path());
}

result<void> master_key_file::promote_next() const
{
    std::error_code error;
    std::filesystem::rename(next_path(), file_, error);
    if (error) return cannot_replace(file_, error);
    sync_folder(file_.parent_path());
    return {};
}

void master_key_file::discard_next() const
{
    std::error_code ignored;
    std::filesystem::remove(next_path(), ignored);
}

result<multipost::outbox> open_outbox(const master_key_file& file, const multipost::sqlite_database& database,
                                      const multipost::connector_registry& connectors,
                                      const multipost::outbox_options& options)
{
    const auto key = file.read();
    if (!key) return key.error();
    auto opened = multipost::outbox::open(database, connectors, *key, options);
    if (opened)
    {
        file.discard_next();
        return opened;
    }
    if (opened.error().code != errc::wrong_master_key || !file.has_next()) return opened;

    const auto next = file.next();
    if (!next) return next.error();
    opened = multipost::outbox::open(database, connectors, *next, options);
    if (!opened) return opened;
    if (const auto promoted = file.promote_next(); !promoted) return promoted.error();
    return opened;
}

} // namespace webapp
