// SPDX-License-Identifier: BSL-1.0
/// @file
/// Loads connector plugins and finds the right one for a URL.
#ifndef MULTIPOST_CONNECTOR_REGISTRY_HPP
#define MULTIPOST_CONNECTOR_REGISTRY_HPP

#include <multipost/channel.hpp>
#include <multipost/connector_info.hpp>
#include <multipost/error.hpp>
#include <multipost/export.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// The loaded connectors. A handle: copies share the same set. Loading is not thread-safe; everything else is, once loading
/// is over. Plugins are native code and stay in the process until it ends.
///
/// A plugin file is checked before any of its code runs: absolute path; a regular file that does not lead out of its folder;
/// it and every folder above it owned by root or by this process's user and writable by nobody else (a sticky folder of
/// root's, such as /tmp, is accepted); a whole ELF shared object for this machine; an entry symbol of this ABI version. What
/// is loaded is what was checked: a private copy, so that the file may change afterwards.
class MULTIPOST_EXPORT connector_registry
{
public:
    connector_registry();
    ~connector_registry();
    connector_registry(const connector_registry&) noexcept;
    connector_registry& operator=(const connector_registry&) noexcept;

    /// Loads one plugin. Returns the ids of its connectors.
    ///
    /// @param file  absolute path
    /// @par Errors
    /// errc::plugin_...; the text names the file and the reason. A file that is refused leaves the registry as it was.
    result<std::vector<std::string>> load(const std::filesystem::path& file);

    /// Loads every file of a folder whose name ends in ".so", in order of name.
    ///
    /// @return  one error for each file that was refused, the folder itself included; empty when all were loaded
    std::vector<error> load_folder(const std::filesystem::path& folder);

    /// What the loaded connectors say of themselves, sorted by id. Valid until the next load.
    [[nodiscard]] const std::vector<connector_info>& connectors() const noexcept;

    /// The description of one connector, or nullptr.
    [[nodiscard]] const connector_info* find(std::string_view id) const noexcept;

    /// Turns a URL into a channel: "connector:URL", a network's own short form ("slack://T1/B1/token") or the webhook URL as
    /// the network gives it to its users. Pure; nothing is sent.
    ///
    /// @par Errors
    /// @li errc::unknown_connector  nobody takes it; the text names the connectors there are
    /// @li errc::bad_channel  a connector takes it and finds it wrong; the text says what. It never repeats the URL
    [[nodiscard]] result<channel> channel_from_url(std::string_view url) const;

    /// Makes a channel from stored settings, checked against the connector's schema.
    ///
    /// @par Errors
    /// @li errc::unknown_connector
    /// @li errc::bad_channel  a setting is missing, unknown or of the wrong type; the text names it
    [[nodiscard]] result<channel> make_channel(std::string_view connector, channel_settings settings) const;

private:
    friend struct registry_access;
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace multipost

#endif
