// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_SERVICE_MANAGER_HPP
#define WEBAPP_OPERATION_SERVICE_MANAGER_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace webapp {

/// Who started the server and waits to hear how it is: systemd, for a unit of Type=notify. Where nobody does, nothing is told.
///
/// @par Specification
/// sd_notify(3), sd_watchdog_enabled(3)
class service_manager
{
public:
    /// As the environment says: NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID.
    service_manager();

    /// "READY=1", "STOPPING=1", "WATCHDOG=1". That nobody hears it is no error.
    void tell(std::string_view state) const noexcept;

    /// How often a sign of life is to be told, so that one that is late ends nothing; nothing: it is not waited for.
    [[nodiscard]] std::optional<std::chrono::milliseconds> sign_of_life_interval() const noexcept { return interval_; }

private:
    std::string address_; ///< a path, or an abstract name after '@'; empty: nobody listens
    std::optional<std::chrono::milliseconds> interval_;
};

} // namespace webapp

#endif
