// SPDX-License-Identifier: BSL-1.0
/// @file
/// Words what SQLite says went wrong.
#ifndef MULTIPOST_OUTBOX_SQLITE_SQLITE_ERROR_HPP
#define MULTIPOST_OUTBOX_SQLITE_SQLITE_ERROR_HPP

#include <multipost/error.hpp>

#include <SQLiteCpp/Exception.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace multipost {

/// An error as the library's users get it.
[[nodiscard]] error store_error(const SQLite::Exception& e, const std::filesystem::path& file);

/// errc::store_failed with "The database FILE " and this.
[[nodiscard]] error store_failed(const std::filesystem::path& file, std::string_view what);

/// Whether nothing the database says may be believed from now on: a failed fsync may have lost what was written, and is
/// never tried again, because the kernel forgets what it could not write; or the file holds nonsense.
///
/// @par Specification
/// "How to Corrupt an SQLite Database File", section 3.1; "PostgreSQL's fsync() surprise", lwn.net, 18 April 2018
[[nodiscard]] bool is_fatal(const SQLite::Exception& e) noexcept;

} // namespace multipost

#endif
