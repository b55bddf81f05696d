// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes a message ready for one connector.
#ifndef MULTIPOST_PUBLISHER_PREPARED_MESSAGE_HPP
#define MULTIPOST_PUBLISHER_PREPARED_MESSAGE_HPP

#include "plugin/loaded_connector.hpp"

#include <multipost/message.hpp>
#include <multipost/outcome.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace multipost {

/// A message reduced to what a network's markup can say, and what the network will count.
struct prepared_message
{
    std::shared_ptr<const message> content;
    std::string rendered;   ///< as the network counts it
    std::size_t length = 0; ///< of that, in the network's unit
    std::vector<notice> notices;
    std::optional<failure> problem; ///< why it must not be sent
};

/// Reduces, renders, counts and checks; asks the connector for nothing but its rendering. Sends nothing.
[[nodiscard]] prepared_message prepare(const message& m, const loaded_connector& connector);

} // namespace multipost

#endif
