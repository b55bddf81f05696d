// SPDX-License-Identifier: BSL-1.0
#include "publisher/redactor.hpp"

#include "publisher/channel_mask.hpp"

namespace multipost {

void redactor::hide(failure& f) const { hide_secrets(f, mask()); }

void redactor::hide(done& success) const
{
    for (auto* shown : {&success.remote_id, &success.permalink})
        if (!shown->empty() && shows_secret(*shown)) *shown = mask()(*shown);
}

void redactor::hide(attempt_outcome& outcome) const
{
    if (outcome.success) hide(*outcome.success);
    if (outcome.failure) hide(*outcome.failure);
}

const secret_mask& redactor::mask() const
{
    if (!mask_)
    {
        mask_ = connector_ != nullptr ? mask_of(settings_, *connector_) : mask_of(settings_);
        for (const auto& [name, value] : changed_) mask_->add(value);
    }
    return *mask_;
}

bool redactor::shows_secret(std::string_view text) const
{
    static const connector_info unknown;
    const auto& info = connector_ != nullptr ? *connector_ : unknown;
    return holds_secret(text, settings_, info) || holds_secret(text, changed_, info);
}

} // namespace multipost
