// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells what a connector says of itself.
///
/// Everything here comes from the JSON description of the plugin; its shape is documented in docs/connector-description.md.
#ifndef MULTIPOST_CONNECTOR_INFO_HPP
#define MULTIPOST_CONNECTOR_INFO_HPP

#include <multipost/outcome.hpp>
#include <multipost/text.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace multipost {

/// One setting of a channel, as its form would show it.
struct setting_info
{
    std::string name;
    std::string title;
    std::string description;
    bool secret = false;
    bool required = false;
};

/// What the network takes as text.
struct text_limits
{
    std::size_t max = 0; ///< in `unit`; 0: no limit
    length_unit unit = length_unit::code_points;
    std::vector<span_kind> spans; ///< what its markup can say; the rest is reduced
};

/// How many attachments the network takes.
struct attachment_limits
{
    std::size_t max_count = 0;   ///< 0: it takes none
    std::uint64_t max_bytes = 0; ///< each; 0: no limit
};

/// How long the network recognises a repeated delivery id.
struct idempotency_info
{
    enum class kind {
        none,      ///< a repeated request publishes again
        timed,     ///< recognised for `valid_for`
        unbounded, ///< recognised for ever
    };
    kind how = kind::none;
    std::chrono::seconds valid_for{0};
};

/// A documented refusal of the network.
struct known_error
{
    std::string code;
    failure_class kind = failure_class::unconfirmed;
    std::string what;
    std::string advice;
};

/// A loaded connector, by its own description.
struct connector_info
{
    std::string id; ///< [a-z][a-z0-9-]{0,31}
    std::string name;
    std::string version;
    std::string homepage;
    std::vector<std::string> operations; ///< of "deliver", "check", "edit", "remove"
    std::vector<std::string> hosts; ///< it may speak https on port 443 to these, beside what a channel's settings name
    std::string settings_schema;    ///< JSON Schema, as text
    std::vector<setting_info> settings;
    std::string label; ///< how to name a channel, from settings that are not secret: "{endpoint}"
    text_limits text;
    attachment_limits attachments;
    idempotency_info idempotency;
    std::vector<known_error> errors;
    std::filesystem::path file; ///< the plugin it was loaded from
};

} // namespace multipost

#endif
