// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes a file that is there whole or not at all.
#ifndef MULTIPOST_OUTBOX_SQLITE_NEW_FILE_HPP
#define MULTIPOST_OUTBOX_SQLITE_NEW_FILE_HPP

#include <multipost/error.hpp>

#include <filesystem>

namespace multipost {

/// A file under a name of its own, "NAME.part", mode 0600 whatever the umask, until it is complete. Gone with this object when
/// it was not.
class new_file
{
public:
    /// @par Errors
    /// @li errc::store_failed  there is one of that name already, or it cannot be made; the text says which
    [[nodiscard]] static result<new_file> make(const std::filesystem::path& name);

    new_file(new_file&& other) noexcept;
    new_file& operator=(new_file&&) = delete;
    ~new_file();

    [[nodiscard]] const std::filesystem::path& part() const noexcept { return part_; }

    /// Makes it durable and gives it its name.
    ///
    /// @param replace  also when there is one of that name
    /// @par Errors
    /// @li errc::store_failed, errc::store_full
    [[nodiscard]] result<void> complete(bool replace);

private:
    new_file(std::filesystem::path name, std::filesystem::path part) : name_(std::move(name)), part_(std::move(part)) {}

    std::filesystem::path name_;
    std::filesystem::path part_; ///< empty: nothing is left of it
};

} // namespace multipost

#endif
