// SPDX-License-Identifier: BSL-1.0
#include "outbox/settings_merge.hpp"

#include <string_view>

namespace multipost {

namespace {

const secret_string* find(const channel_settings& settings, std::string_view name)
{
    const auto found = settings.find(name);
    return found == settings.end() ? nullptr : &found->second;
}

bool is_same(const secret_string* a, const secret_string* b) { return a && b ? *a == *b : a == b; }

} // namespace

channel_settings with_users_change(channel_settings stored, const channel_settings& from,
                                   const channel_settings& wanted)
{
    for (const auto& [name, value] : from)
        if (!find(wanted, name)) stored.erase(name);
    for (const auto& [name, value] : wanted)
        if (!is_same(&value, find(from, name))) stored.insert_or_assign(name, value);
    return stored;
}

std::optional<channel_settings> with_networks_change(channel_settings stored, const channel_settings& from,
                                                     const channel_settings& changed)
{
    for (const auto& [name, value] : changed)
    {
        const auto* const now = find(stored, name);
        if (!is_same(now, find(from, name)) && !is_same(now, &value)) return std::nullopt;
        stored.insert_or_assign(name, value);
    }
    return stored;
}

} // namespace multipost
