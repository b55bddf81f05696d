// SPDX-License-Identifier: BSL-1.0
/// @file
/// Errors of the library: a code to act on and a text to show.
///
/// A network's refusal is not an error but data in a delivery_result. These are errors of using the library: a URL nobody
/// knows, a plugin file that is refused, a configuration that cannot be read.
#ifndef MULTIPOST_ERROR_HPP
#define MULTIPOST_ERROR_HPP

#include <multipost/export.h>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>

#include <string>
#include <type_traits>

namespace multipost {

/// What went wrong, for programs. Values are stable; new ones are appended.
enum class errc {
    ok = 0,

    bad_message = 10,       ///< not UTF-8, holds U+0000, or says nothing
    text_too_long = 11,     ///< longer than the network takes
    bad_channel = 20,       ///< a channel's URL or settings are wrong
    unknown_connector = 21, ///< no loaded connector has that name, or takes that URL
    bad_configuration = 22, ///< an option or environment variable is wrong
    bad_schedule = 23,      ///< no time, or one that cannot be planned
    time_passed = 24,       ///< the time that was to be planned is over

    plugin_not_found = 40,           ///< no such file or folder
    plugin_path_not_absolute = 41,   ///< plugins are loaded by absolute path only
    plugin_not_regular = 42,         ///< a directory, a device, a socket
    plugin_outside_folder = 43,      ///< a symbolic link that leads out of the plugin folder
    plugin_unreadable = 44,          ///< no permission to read it
    plugin_untrusted_owner = 45,     ///< owned by neither root nor the user of this process
    plugin_writable_by_others = 46,  ///< the file or a folder above it can be changed by others
    plugin_not_elf = 47,             ///< not a shared object
    plugin_truncated = 48,           ///< shorter than its own headers say
    plugin_wrong_machine = 49,       ///< for another processor or word size
    plugin_no_entry = 50,            ///< exports no multipost_plugin_v... at all
    plugin_wrong_abi = 51,           ///< exports the entry of another major version
    plugin_not_loadable = 52,        ///< the dynamic linker refuses it
    plugin_bad_description = 53,     ///< what it says of itself is missing, wrong or contradictory
    plugin_duplicate = 54,           ///< a connector of that id is already loaded
    plugin_misbehaved = 55,          ///< it broke the rules of the plugin ABI when it was called
    plugin_untrusted_libraries = 56, ///< it brings libraries from places that are not checked

    store_failed = 60,       ///< the database cannot be opened, read or written
    store_in_use = 61,       ///< another process has it
    store_newer_schema = 62, ///< it was written by a newer version
    store_full = 63,         ///< the disk is full; nothing was changed
    store_constraint = 64,   ///< a value that must be unique is taken, or a reference leads nowhere
    wrong_master_key = 65,   ///< the key does not open this database's secrets
    bad_master_key = 66,     ///< the key's file is missing, unsafe or no key

    not_found = 70,              ///< there is no such thing, or it is somebody else's
    too_late = 71,               ///< it is no longer in a state that allows this
    changed_meanwhile = 72,      ///< somebody else changed it since it was read
    idempotency_key_reused = 73, ///< the key belongs to another request
    limit_reached = 74,          ///< there is a bound on how many there may be
    daily_limit_reached = 75,    ///< there is a bound on how many there may be a day
};

/// The category of errc; its messages are short English sentences.
[[nodiscard]] MULTIPOST_EXPORT const boost::system::error_category& multipost_category() noexcept;

[[nodiscard]] inline boost::system::error_code make_error_code(errc code) noexcept
{
    return {static_cast<int>(code), multipost_category()};
}

/// A code, and one sentence or two that say what is wrong, where, and what to do. Never holds a secret.
struct error
{
    boost::system::error_code code;
    std::string what;
};

/// Throws boost::system::system_error with the text; found by result<T>::value().
[[noreturn]] MULTIPOST_EXPORT void throw_exception_from_error(const error& e, const boost::source_location& where);

/// A value, or why there is none. `value()` throws boost::system::system_error.
template <class T>
using result = boost::system::result<T, error>;

} // namespace multipost

template <>
struct boost::system::is_error_code_enum<multipost::errc> : std::true_type
{};

#endif
