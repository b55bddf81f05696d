// SPDX-License-Identifier: BSL-1.0
/// @file
/// What a network supplies to inherit the whole suite of network_suite.cpp.
#ifndef MULTIPOST_TESTS_NETWORK_CASES_HPP
#define MULTIPOST_TESTS_NETWORK_CASES_HPP

#include "connector_under_test.hpp"
#include "message_builder.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace connector_tests {

/// A message and the text the network is to get.
struct text_case
{
    std::string what;
    message_builder in;
    std::string out;
};

/// A URL that a user may paste, and the settings it stands for.
struct url_case
{
    std::string url;
    bool named = false;
    settings out;
};

/// A URL of the network that is wrong, and words that must be in the reason.
struct bad_url_case
{
    std::string url;
    bool named = false;
    std::string reason;
};

/// An answer of the network, and what it means for a message.
struct answer_case
{
    response in;
    multipost::connector::failure_class kind;
    std::string code;
    std::int64_t retry_after_ms = -1;
    multipost::connector::scope retry_scope = multipost::connector::scope::channel;
};

struct network_cases
{
    connector_under_test connector;
    std::string id;
    std::string readme;               ///< of the plugin, a path
    settings channel;                 ///< whose secrets appear in no text
    std::vector<std::string> secrets; ///< of `channel` and of every URL below
    response accepted;                ///< proves that a message was published
    response alive;                   ///< proves that the channel can be used
    std::vector<url_case> urls;
    std::vector<bad_url_case> bad_urls;
    std::vector<std::string> foreign_urls;
    std::vector<text_case> texts;
    std::vector<answer_case> answers;
    /// What a reader sees of a text in a message that has a span elsewhere; throws when it holds markup or a token.
    std::string (*read)(std::string_view rendered);
};

[[nodiscard]] const network_cases& slack_cases();
[[nodiscard]] const network_cases& discord_cases();

/// An answer with a body.
[[nodiscard]] inline response answer(unsigned status, std::string body,
                                     std::vector<multipost::connector::header> headers = {})
{
    response r;
    r.status = status;
    r.body = std::move(body);
    r.headers = std::move(headers);
    return r;
}

} // namespace connector_tests

#endif
