// SPDX-License-Identifier: BSL-1.0
/// @file
/// Leads a connector into every exchange that the stock answers can lead it into.
#ifndef MULTIPOST_PLUGIN_CONFORMANCE_SUBJECT_HPP
#define MULTIPOST_PLUGIN_CONFORMANCE_SUBJECT_HPP

#include "plugin/conformance/exchange.hpp"
#include "plugin/conformance/sample_messages.hpp"

#include <multipost/channel.hpp>

#include <memory>
#include <vector>

namespace multipost::conformance {

/// A connector under test, and what it was seen to do.
class subject
{
public:
    explicit subject(std::shared_ptr<const loaded_connector> connector);

    [[nodiscard]] const loaded_connector& connector() const noexcept { return *connector_; }
    [[nodiscard]] const connector_info& info() const noexcept { return connector_->info(); }

    /// Settings made from the description's own examples.
    [[nodiscard]] const channel_settings& settings() const noexcept { return settings_; }

    /// The operations that the description names.
    [[nodiscard]] const std::vector<operation_kind>& operations() const noexcept { return operations_; }

    /// Each operation of a plain message, answered in every way at every request; then hostile messages with plausible answers.
    [[nodiscard]] const std::vector<exchange>& exchanges() const noexcept { return exchanges_; }

    /// One exchange for each different course: the kinds of its actions, in order.
    [[nodiscard]] const std::vector<const exchange*>& courses() const noexcept { return courses_; }

private:
    void explore(operation_kind kind);
    void send_hostile_messages();
    void pick_courses();

    std::shared_ptr<const loaded_connector> connector_;
    channel_settings settings_;
    std::vector<operation_kind> operations_;
    std::vector<exchange> exchanges_;
    std::vector<const exchange*> courses_;
};

} // namespace multipost::conformance

#endif
