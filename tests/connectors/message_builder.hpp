// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes messages of text and spans by hand.
#ifndef MULTIPOST_TESTS_MESSAGE_BUILDER_HPP
#define MULTIPOST_TESTS_MESSAGE_BUILDER_HPP

#include <multipost/connector.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace connector_tests {

using multipost::connector::span_kind;

/// A message in the making, and the owner of its texts.
class message_builder
{
public:
    /// Appends text.
    message_builder& text(std::string_view text);

    /// Begins a span; it ends at close(). Spans nest.
    message_builder& open(span_kind kind, std::string_view href = {}, std::uint32_t number = 0);
    message_builder& close();

    /// Appends text with one span over it.
    message_builder& styled(span_kind kind, std::string_view text, std::string_view href = {},
                            std::uint32_t number = 0);

    message_builder& title(std::string_view title);
    message_builder& link(std::string_view link);

    /// The message; valid as long as the builder is unchanged.
    [[nodiscard]] multipost::connector::message message() const;

private:
    std::string text_;
    std::string title_;
    std::string link_;
    std::vector<multipost::connector::span> spans_; // without their hrefs
    std::vector<std::string> hrefs_;                // one a span
    std::vector<std::size_t> open_;
};

} // namespace connector_tests

#endif
