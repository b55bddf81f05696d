// SPDX-License-Identifier: BSL-1.0
#include "plugin/conformance/sample_messages.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace multipost::conformance {

namespace {

// What "no limit" is tested with.
constexpr std::size_t long_text = 100'000;

sample_message sample(std::string name, message content)
{
    return sample_message{std::move(name), std::make_shared<const message>(std::move(content))};
}

sample_message text_only(std::string name, std::string text)
{
    message content;
    content.text.text = std::move(text);
    return sample(std::move(name), std::move(content));
}

/// As many whole repetitions of a piece as the network takes.
std::string repeated_to_limit(std::string_view piece, const text_limits& limits)
{
    const std::size_t most = limits.max == 0 ? long_text : limits.max;
    const auto count = most / std::max<std::size_t>(1, length(piece, limits.unit));
    std::string text;
    text.reserve(count * piece.size());
    for (std::size_t i = 0; i != count; ++i) text += piece;
    return text;
}

/// Every kind of span the network knows, each around a word of its own, inside one that holds them all.
message every_span(const connector_info& connector)
{
    message content;
    auto& [text, spans] = content.text;
    const auto& known = connector.text.spans;
    if (std::find(known.begin(), known.end(), span_kind::quote) != known.end())
        spans.push_back(span{span_kind::quote, 0, 0, 0, {}});
    for (const auto kind : known)
    {
        if (kind == span_kind::quote) continue;
        const auto first = text.size();
        text += "word & <" + std::string(to_string(kind)) + ">";
        span marked{kind, 0, first, text.size(), {}};
        if (kind == span_kind::heading) marked.number = 2;
        if (kind == span_kind::link) marked.href = "https://example.org/?a=1&b=%22|<>\"";
        if (kind == span_kind::code_block) marked.href = "c++";
        if (kind == span_kind::mention) marked.href = "U1<!channel>|@everyone\r\nX-Injected: 1";
        spans.push_back(std::move(marked));
        text += '\n';
    }
    text += "the end";
    if (!spans.empty() && spans.front().kind == span_kind::quote) spans.front().last = text.size();
    return content;
}

} // namespace

sample_message plain_message(const connector_info& connector)
{
    message content;
    content.text.text = "Hello, world";
    if (connector.attachments.max_count > 0)
    {
        attachment picture;
        picture.name = "picture.png";
        picture.mime_type = "image/png";
        picture.alt_text = "A picture";
        picture.bytes = std::make_shared<const std::string>("\x89PNG\r\n\x1a\n");
        content.attachments.push_back(std::move(picture));
    }
    return sample("a plain message", std::move(content));
}

std::vector<sample_message> hostile_messages(const connector_info& connector)
{
    const auto& limits = connector.text;
    std::string controls = "\"\\/\b\f\n\t'`${x}%s%n";
    for (char c = 1; c != 0x20; ++c) controls += c;
    controls += '\x7F';

    message injecting = *plain_message(connector).content;
    injecting.text.text = "text\r\nX-Injected: 1\r\n\r\nbody";
    injecting.title = "title\r\nX-Injected: 1";
    injecting.link = "https://example.org/\r\nX-Injected: 1";
    injecting.language = "en\r\nX-Injected: 1";
    for (auto& picture : injecting.attachments)
    {
        picture.name = "a\"; filename=\"b.png\r\nX-Injected: 1";
        picture.mime_type = "image/png\r\nX-Injected: 1";
        picture.alt_text = "alt\r\nX-Injected: 1";
    }

    std::vector<sample_message> messages;
    messages.push_back(text_only("an empty text", ""));
    messages.push_back(text_only("the longest text", repeated_to_limit("a", limits)));
    messages.push_back(text_only("the longest text of ampersands", repeated_to_limit("&", limits)));
    messages.push_back(text_only("the longest text of quotes", repeated_to_limit("\"", limits)));
    messages.push_back(text_only("the longest text of 4-byte characters", repeated_to_limit("\U0001F600", limits)));
    messages.push_back(text_only("control characters and JSON escapes", std::move(controls)));
    messages.push_back(
        text_only("markup of networks", "a & <b> @everyone @here <!channel> <@U1> **c** _d_ `e` ~f~ > g"));
    messages.push_back(
        text_only("right-to-left text", "\u202E\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627\u202C"));
    messages.push_back(
        text_only("a family of one grapheme", "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"));
    messages.push_back(sample("every kind of span", every_span(connector)));
    messages.push_back(sample("line breaks followed by a header", std::move(injecting)));
    return messages;
}

} // namespace multipost::conformance
