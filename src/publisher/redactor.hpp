// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps a channel's secrets, old and new, out of what is told of a delivery.
#ifndef MULTIPOST_PUBLISHER_REDACTOR_HPP
#define MULTIPOST_PUBLISHER_REDACTOR_HPP

#include "delivery/delivery_fsm.hpp"
#include "model/secret_mask.hpp"

#include <multipost/channel.hpp>
#include <multipost/connector_info.hpp>
#include <multipost/outcome.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace multipost {

/// Masks the secrets of one channel. Making a mask costs more than all the rest of a usual delivery: it is made when it is
/// first needed.
class redactor
{
public:
    /// @param connector  says which settings are secret; nullptr: all are
    /// @param changed    what the network changed meanwhile; all of it counts as secret
    /// All of them outlive the redactor.
    redactor(const channel_settings& settings, const channel_settings& changed,
             const connector_info* connector) noexcept
        : settings_(settings),
          changed_(changed),
          connector_(connector)
    {}

    [[nodiscard]] std::string operator()(std::string_view text) const { return mask()(text); }
    void hide(failure& f) const;
    void hide(notice& n) const { n.what = mask()(n.what); }
    /// A delivery's id and link are shown as the network gave them unless a secret stands in them as it is.
    void hide(done& success) const;
    void hide(attempt_outcome& outcome) const;

private:
    [[nodiscard]] const secret_mask& mask() const;
    [[nodiscard]] bool shows_secret(std::string_view text) const;

    const channel_settings& settings_;
    const channel_settings& changed_;
    const connector_info* connector_;
    mutable std::optional<secret_mask> mask_;
};

} // namespace multipost

#endif
