// SPDX-License-Identifier: BSL-1.0
#include "publisher/channel_mask.hpp"

#include <algorithm>

namespace multipost {

secret_mask mask_of(const channel_settings& settings, const connector_info& info)
{
    secret_mask mask;
    for (const auto& [name, value] : settings)
    {
        const auto known = std::find_if(info.settings.begin(), info.settings.end(),
                                        [&key = name](const setting_info& s) { return s.name == key; });
        if (known == info.settings.end() || known->secret) mask.add(value);
    }
    return mask;
}

secret_mask mask_of(const channel_settings& settings) { return mask_of(settings, connector_info()); }

void hide_secrets(failure& f, const secret_mask& mask)
{
    f.what = mask(f.what);
    f.advice = mask(f.advice);
    f.remote_words = mask(f.remote_words);
}

} // namespace multipost
