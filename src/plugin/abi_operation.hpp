// SPDX-License-Identifier: BSL-1.0
/// @file
/// Runs one operation of a plugin through the C ABI.
#ifndef MULTIPOST_PLUGIN_ABI_OPERATION_HPP
#define MULTIPOST_PLUGIN_ABI_OPERATION_HPP

#include "model/secret_mask.hpp"
#include "plugin/abi_message.hpp"
#include "plugin/loaded_connector.hpp"

#include <multipost/plugin.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// How misbehaviour::what ends when a function of the plugin threw.
inline constexpr std::string_view exception_escaped = "let an exception out";

/// Owns everything the plugin may point to as long as the operation lives, and destroys the operation exactly once: as soon
/// as it has ended, by its own word or by breaking a rule, else with this object.
class abi_operation final : public operation
{
public:
    /// Begins the operation; the plugin's table lives as long as the process. See loaded_connector::create.
    [[nodiscard]] static result<std::unique_ptr<operation>>
    begin(const mp_connector& abi, std::shared_ptr<const connector_info> info, operation_start start);

    abi_operation(const mp_connector& abi, std::shared_ptr<const connector_info> info, operation_start start);
    abi_operation(const abi_operation&) = delete;
    abi_operation& operator=(const abi_operation&) = delete;
    ~abi_operation() override;

    operation_action step(const operation_event& event, wall_time now) override;

private:
    operation_action misbehaved(std::string what);
    [[nodiscard]] operation_action checked(operation_action action) const;
    [[nodiscard]] secret_mask mask() const;
    void destroy() noexcept;

    const mp_connector* abi_;
    std::shared_ptr<const connector_info> info_;
    operation_start start_;
    std::vector<mp_setting> settings_;
    std::optional<abi_message> message_;
    mp_operation_args args_{};
    mp_operation* operation_ = nullptr;
    std::string broken_by_create_;
};

} // namespace multipost

#endif
