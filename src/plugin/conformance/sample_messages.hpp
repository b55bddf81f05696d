// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes the messages a connector is tested with.
#ifndef MULTIPOST_PLUGIN_CONFORMANCE_SAMPLE_MESSAGES_HPP
#define MULTIPOST_PLUGIN_CONFORMANCE_SAMPLE_MESSAGES_HPP

#include <multipost/connector_info.hpp>
#include <multipost/message.hpp>

#include <memory>
#include <string>
#include <vector>

namespace multipost::conformance {

struct sample_message
{
    std::string name; ///< for findings: "right-to-left text"
    std::shared_ptr<const message> content;
};

/// A few words without formatting; with one attachment if the network takes any.
[[nodiscard]] sample_message plain_message(const connector_info& connector);

/// Texts made to break serialisers, within what the description says the network takes: nothing at all, the longest text,
/// every kind of span, quotes and controls of JSON, markup of the networks, line breaks followed by a header, 4-byte
/// characters, right-to-left text.
[[nodiscard]] std::vector<sample_message> hostile_messages(const connector_info& connector);

} // namespace multipost::conformance

#endif
