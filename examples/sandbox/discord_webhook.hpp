// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_DISCORD_WEBHOOK_HPP
#define SANDBOX_DISCORD_WEBHOOK_HPP

#include "ledger.hpp"
#include "network.hpp"
#include "rate_limiter.hpp"

#include <cstdint>

namespace sandbox {

/// Discord's webhooks: /api[/vN]/webhooks/{id}/{token} and .../messages/{message id} below it.
///
/// POST executes, GET describes; messages can be read, edited (PATCH) and deleted. Every webhook exists and writes in
/// one text channel. What depends on the state of a real server (unknown webhook, a forum channel ...) is asked for
/// with the fault status-CODE-WORD, WORD being Discord's JSON error code, or "cloudflare" for the page of the proxy
/// before it.
///
/// An address without a version means version 6, whose waits are in milliseconds (before version 8).
///
/// @par Specification
/// docs.discord.com/developers/resources/webhook, .../reference ("API Versioning"), .../topics/rate-limits
class discord_webhook final : public network
{
public:
    /// @param enforce_rate  refuse above 5 requests in 2 seconds and webhook; otherwise the rate-limit headers always
    ///                      tell that requests are left
    discord_webhook(ledger& published, bool enforce_rate);

    [[nodiscard]] std::optional<std::string> token_of(const request& r) const override;
    [[nodiscard]] response answer(const request& r) override;
    [[nodiscard]] response rate_limited(const request& r, std::chrono::milliseconds retry_after) const override;
    [[nodiscard]] response refused(unsigned status, std::string_view word) const override;

private:
    struct address;

    static std::optional<address> address_of(const request& r);
    response answer_within_limits(const request& r, const address& a);
    response describe(const address& a) const;
    response execute(const request& r, const address& a);
    response on_message(const request& r, const address& a);
    response edit(const request& r, published_message m);
    std::string next_id(std::chrono::system_clock::time_point at);

    ledger& published_;
    bool enforce_rate_;
    rate_limiter rate_;
    std::uint64_t last_id_ = 0;
};

} // namespace sandbox

#endif
