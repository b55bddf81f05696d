// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps all deliveries of a publisher off what a network asked to leave alone.
#ifndef MULTIPOST_PUBLISHER_REST_PERIODS_HPP
#define MULTIPOST_PUBLISHER_REST_PERIODS_HPP

#include "delivery/permitted_origin.hpp"
#include "delivery/rate_gate.hpp"

#include <multipost/channel.hpp>
#include <multipost/connector_info.hpp>
#include <multipost/outcome.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string_view>
#include <vector>

namespace multipost {

/// The rate gate of a publisher, by channel, credential and origin. Thread-safe.
class rest_periods
{
public:
    using time_point = rate_gate::time_point;

    /// When a delivery to this channel may begin; `now` when it may at once.
    [[nodiscard]] time_point not_before(const channel& c, const connector_info& info,
                                        const std::vector<permitted_origin>& origins, time_point now) const;

    /// Notes a rest. @param origin  of the request whose answer asked for it
    void rest(limit_scope scope, const channel& c, const connector_info& info, std::string_view origin,
              time_point until, time_point now);

private:
    mutable std::mutex mutex_;
    rate_gate gate_;
    std::atomic<bool> used_ = false; ///< spares the usual delivery the keys and the lock
};

} // namespace multipost

#endif
