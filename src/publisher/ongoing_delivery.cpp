// SPDX-License-Identifier: BSL-1.0
#include "publisher/ongoing_delivery.hpp"

namespace multipost {

channel_settings ongoing_delivery::settings_now() const
{
    auto settings = to.settings;
    for (const auto& [name, value] : changed) settings.insert_or_assign(name, value);
    return settings;
}

} // namespace multipost
