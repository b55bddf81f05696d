// SPDX-License-Identifier: BSL-1.0
#include "publisher/channel_mask.hpp"

#include <algorithm>

namespace multipost {

namespace {

bool is_secret(std::string_view name, const connector_info& info)
{
    const auto known = std::find_if(info.settings.begin(), info.settings.end(),
                                    [name](const setting_info& s) { return s.name == name; });
    return known == info.settings.end() || known->secret;
}

} // namespace

secret_mask mask_of(const channel_settings& settings, const connector_info& info)
{
    secret_mask mask;
    for (const auto& [name, value] : settings)
        if (is_secret(name, info)) mask.add_setting(value);
    return mask;
}

secret_mask mask_of(const channel_settings& settings) { return mask_of(settings, connector_info()); }

bool holds_secret(std::string_view text, const channel_settings& settings, const connector_info& info)
{
    return std::any_of(settings.begin(), settings.end(), [&](const auto& setting) {
        const auto& [name, value] = setting;
        return !value.empty() && is_secret(name, info) && text.find(value.reveal()) != std::string_view::npos;
    });
}

void hide_secrets(failure& f, const secret_mask& mask)
{
    f.what = mask(f.what);
    f.advice = mask(f.advice);
    f.remote_words = mask(f.remote_words);
}

} // namespace multipost
