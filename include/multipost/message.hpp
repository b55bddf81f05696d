// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds what the author says, once, for every network.
#ifndef MULTIPOST_MESSAGE_HPP
#define MULTIPOST_MESSAGE_HPP

#include <multipost/text.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// A picture or another file that goes with a message.
struct attachment
{
    std::string name;      ///< file name, without a folder
    std::string mime_type; ///< "image/png"
    std::string alt_text;
    /// The bytes; shared, so that a message can be copied.
    std::shared_ptr<const std::string> bytes;
};

/// One message for any number of channels. A value; networks know nothing of it before it is published.
struct message
{
    formatted_text text;
    std::string title;
    std::string link;
    std::string language; ///< BCP 47, or empty
    std::vector<attachment> attachments;

    /// A message whose text is Markdown; see parse_markdown for the errors.
    [[nodiscard]] MULTIPOST_EXPORT static result<message> from_markdown(std::string_view markdown);
};

} // namespace multipost

#endif
