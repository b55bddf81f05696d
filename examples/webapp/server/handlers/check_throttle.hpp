// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_CHECK_THROTTLE_HPP
#define WEBAPP_HANDLERS_CHECK_THROTTLE_HPP

#include "api/request_budget.hpp"

#include <chrono>
#include <string_view>

namespace webapp {

/// Bounds how often networks are asked about channels, by each user and about each channel: whoever asks is seen by the
/// network as this server, and could use it to try addresses and tokens (OWASP ASVS 5.0 V2.4).
class check_throttle
{
public:
    /// Spends a check of both budgets, or tells how long to wait and spends nothing.
    [[nodiscard]] std::chrono::milliseconds admit(std::string_view user, std::string_view channel,
                                                  request_budget::time_point now);

private:
    request_budget by_user_{10, std::chrono::seconds(6)};
    request_budget by_channel_{3, std::chrono::seconds(10)};
};

} // namespace webapp

#endif
