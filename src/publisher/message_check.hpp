// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks a message before any connector sees it.
#ifndef MULTIPOST_PUBLISHER_MESSAGE_CHECK_HPP
#define MULTIPOST_PUBLISHER_MESSAGE_CHECK_HPP

#include <multipost/connector_info.hpp>
#include <multipost/message.hpp>
#include <multipost/outcome.hpp>

#include <optional>

namespace multipost {

/// What makes a message unfit for every network: text that is not UTF-8 or holds U+0000, spans that are not sorted, nested
/// and on character boundaries as formatted_text says, an attachment without bytes. Code "bad_message".
[[nodiscard]] std::optional<failure> why_unfit(const message& m);

/// What makes a message's attachments unfit for one network: it takes none, fewer or smaller ones. They are refused, not
/// dropped: a post whose picture is missing says something else. Codes "attachments_unsupported", "too_many_attachments",
/// "attachment_too_large".
[[nodiscard]] std::optional<failure> why_unfit(const std::vector<attachment>& attachments, const connector_info& info);

/// What makes a rendered text unfit for one network: it says nothing ("message_empty") or is too long ("text_too_long").
///
/// @param length  of the text, in info.text.unit
[[nodiscard]] std::optional<failure> why_unfit(std::string_view rendered, std::size_t length, const message& m,
                                               const connector_info& info);

} // namespace multipost

#endif
