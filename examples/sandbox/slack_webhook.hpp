// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_SLACK_WEBHOOK_HPP
#define SANDBOX_SLACK_WEBHOOK_HPP

#include "ledger.hpp"
#include "network.hpp"
#include "rate_limiter.hpp"

#include <cstdint>

namespace sandbox {

/// Slack's incoming webhooks: POST /services/{team}/{bot}/{token}.
///
/// Every webhook exists. What depends on the state of a real workspace (`no_service`, `channel_is_archived` ...) is
/// asked for with the fault status-CODE-WORD.
///
/// @par Specification
/// docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and, for the statuses of the errors,
/// api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks
class slack_webhook final : public network
{
public:
    /// @param enforce_rate  refuse above one message a second and channel (short bursts pass), as Slack does
    slack_webhook(ledger& published, bool enforce_rate);

    [[nodiscard]] std::optional<std::string> token_of(const request& r) const override;
    [[nodiscard]] response answer(const request& r) override;
    [[nodiscard]] response rate_limited(const request& r, std::chrono::milliseconds retry_after) const override;
    [[nodiscard]] response refused(unsigned status, std::string_view word) const override;

private:
    std::string next_ts(std::chrono::system_clock::time_point at);

    ledger& published_;
    bool enforce_rate_;
    rate_limiter rate_;
    std::int64_t last_ts_us_ = 0;
};

} // namespace sandbox

#endif
