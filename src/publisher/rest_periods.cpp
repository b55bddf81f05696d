// SPDX-License-Identifier: BSL-1.0
#include "publisher/rest_periods.hpp"

#include <algorithm>
#include <functional>
#include <string>

namespace multipost {

namespace {

bool is_secret(std::string_view name, const connector_info& info)
{
    return std::any_of(info.settings.begin(), info.settings.end(),
                       [name](const setting_info& s) { return s.name == name && s.secret; });
}

/// Settings as a key: a hash, so that no second copy of a secret is kept.
std::string key_of(std::string_view kind, const channel& c, const connector_info& info, bool secrets_only)
{
    std::size_t hash = 0;
    const auto mix = [&hash](std::string_view text) {
        hash = hash * 0x9E3779B97F4A7C15U + std::hash<std::string_view>()(text);
    };
    for (const auto& [name, value] : c.settings)
    {
        if (secrets_only && !is_secret(name, info)) continue;
        mix(name);
        mix(value.reveal());
    }
    return std::string(kind) + " " + c.connector + " " + std::to_string(hash);
}

std::string channel_key(const channel& c, const connector_info& info) { return key_of("channel", c, info, false); }

std::string credential_key(const channel& c, const connector_info& info) { return key_of("credential", c, info, true); }

std::string origin_key(std::string_view origin) { return "origin " + std::string(origin); }

} // namespace

rest_periods::time_point rest_periods::not_before(const channel& c, const connector_info& info,
                                                  const std::vector<permitted_origin>& origins, time_point now) const
{
    if (!used_.load(std::memory_order_acquire)) return now;
    const std::lock_guard lock(mutex_);
    auto free = std::max(gate_.not_before(channel_key(c, info), now), gate_.not_before(credential_key(c, info), now));
    for (const auto& origin : origins) free = std::max(free, gate_.not_before(origin_key(to_string(origin)), now));
    return free;
}

void rest_periods::rest(limit_scope scope, const channel& c, const connector_info& info, std::string_view origin,
                        time_point until, time_point now)
{
    const auto key = scope == limit_scope::channel      ? channel_key(c, info)
                     : scope == limit_scope::credential ? credential_key(c, info)
                                                        : origin_key(origin);
    const std::lock_guard lock(mutex_);
    gate_.pause(key, until, now);
    used_.store(true, std::memory_order_release);
}

} // namespace multipost
