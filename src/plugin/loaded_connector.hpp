// SPDX-License-Identifier: BSL-1.0
/// @file
/// Calls a connector of a loaded plugin: C++ values on this side, the C ABI on the other.
#ifndef MULTIPOST_PLUGIN_LOADED_CONNECTOR_HPP
#define MULTIPOST_PLUGIN_LOADED_CONNECTOR_HPP

#include "delivery/operation.hpp"

#include <multipost/connector_info.hpp>
#include <multipost/connector_registry.hpp>
#include <multipost/message.hpp>
#include <multipost/plugin.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace multipost {

enum class operation_kind : std::uint32_t { deliver = 1, check = 2, edit = 3, remove = 4 };

/// What an operation begins with; see mp_operation_args.
struct operation_start
{
    operation_kind kind = operation_kind::deliver;
    channel_settings settings;
    std::shared_ptr<const message> content; ///< deliver and edit; already reduced to what the connector takes
    std::string delivery_id;
    wall_time created_at{};
    std::string checkpoint;
    std::string remote_id;
};

/// One connector of a loaded plugin. Thread-safe; lives as long as the process.
///
/// Whatever crosses the border is checked: enumerations, sizes, UTF-8, bounds. What breaks the rules becomes a
/// `misbehaviour` action, or errc::plugin_misbehaved outside of an operation, never undefined behaviour.
class loaded_connector
{
public:
    loaded_connector(const mp_connector& abi, connector_info info);

    [[nodiscard]] const connector_info& info() const noexcept { return *info_; }

    /// The settings a URL stands for; nothing when the URL is not this network's.
    [[nodiscard]] std::optional<result<channel_settings>> settings_from_url(std::string_view url, bool named) const;

    /// The text as the network counts it.
    [[nodiscard]] result<std::string> render(const message& reduced) const;

    /// Begins an operation; nothing is sent. errc::bad_channel when the connector finds the settings unusable.
    [[nodiscard]] result<std::unique_ptr<operation>> create(operation_start start) const;

private:
    const mp_connector* abi_;
    std::shared_ptr<const connector_info> info_; // shared with operations, which may live longer
};

/// How the layers above reach the connectors of a registry.
struct registry_access
{
    [[nodiscard]] static std::shared_ptr<const loaded_connector> find(const connector_registry& registry,
                                                                      std::string_view id);
};

} // namespace multipost

#endif
