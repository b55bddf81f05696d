// SPDX-License-Identifier: BSL-1.0
#include "plugin/abi_operation.hpp"
#include "plugin/conformance/rules.hpp"
#include "text/utf8.hpp"

#include <array>
#include <vector>

namespace multipost::conformance {

namespace {

// Shorter than what the host masks in a connector's words: this test wants to see it.
constexpr std::string_view planted = "s3cretZ9x";
// What the host lets in.
constexpr std::size_t max_url_bytes = 8192;

std::vector<std::string> sample_urls(const subject& of)
{
    const auto& id = of.info().id;
    const std::string secret(planted);
    std::vector<std::string> urls{
        "",
        ":",
        "/",
        "//",
        "://",
        id,
        id + ":",
        id + "://",
        id + "://" + secret,
        id + "://a/" + secret,
        id + "://a/b/" + secret,
        id + "://a/b/c/d/e/f/" + secret + "?x=" + secret + "#" + secret,
        id + "://user:" + secret + "@host/%00%ff%zz/../" + secret,
        "http://",
        "https://[::1/" + secret,
        "https://example.org:99999/" + secret,
        "https://user:" + secret + "@example.org/" + secret,
        "javascript:alert('" + secret + "')",
        "https://\xFF\xFE\xC3\x28/" + secret,
        std::string("https://example.org/\0/", 22) + secret,
        "https://example.org/" + std::string(1'000'000, 'a') + secret,
        std::string(10'000, '/') + secret,
        "https://\u05E9\u05DC\u05D5\u05DD.example/" + secret,
    };
    for (const auto& host : of.info().hosts)
    {
        for (const char* path : {"", "/", "/x/", "/api/webhooks/1/", "/services/T1/B1/", "/api/v999/webhooks//"})
            urls.push_back("https://" + host + path + secret);
    }
    for (const auto& [name, value] : of.settings())
    {
        const std::string example(value.reveal());
        urls.push_back(example);
        urls.push_back(example + "/" + secret);
        urls.push_back(example + "?" + secret + "=" + secret);
    }
    return urls;
}

std::string brief(const std::string& url)
{
    constexpr std::size_t shown = 60;
    std::string text;
    for (const char c : url.substr(0, shown)) text += c >= 0x20 && c < 0x7F ? c : '?';
    return "\"" + text + (url.size() > shown ? "\"..." : "\"");
}

/// Calls `visit(url, named, answer)` for each sample; stops at the first text it returns.
template <class Visit>
std::optional<std::string> each_url_answer(const subject& of, Visit visit)
{
    for (const auto& url : sample_urls(of))
    {
        for (const bool named : {false, true})
        {
            const auto answer = of.connector().settings_from_url(url, named);
            if (auto broken = visit(url, named, answer)) return "for " + brief(url) + ": " + *broken;
        }
    }
    return std::nullopt;
}

using url_answer = std::optional<result<channel_settings>>;

bool same(const url_answer& a, const url_answer& b)
{
    if (a.has_value() != b.has_value()) return false;
    if (!a) return true;
    if (a->has_value() != b->has_value()) return false;
    return a->has_value() ? **a == **b : a->error().what == b->error().what;
}

std::optional<std::string> settings_from_url_survives_any_text(const subject& of)
{
    return each_url_answer(of, [](const auto& url, bool, const url_answer& answer) -> std::optional<std::string> {
        if (!answer || !answer->has_error() || answer->error().code != errc::plugin_misbehaved) return std::nullopt;
        // What is written back of a text that the host would not have let in is no text either.
        const bool possible = url.size() <= max_url_bytes && check_utf8(url);
        const bool threw = answer->error().what.find(exception_escaped) != std::string::npos;
        return threw || possible ? std::optional(answer->error().what) : std::nullopt;
    });
}

std::optional<std::string> settings_from_url_is_pure(const subject& of)
{
    return each_url_answer(of,
                           [&](const auto& url, bool named, const url_answer& answer) -> std::optional<std::string> {
                               if (same(answer, of.connector().settings_from_url(url, named))) return std::nullopt;
                               return "asked twice, it gave two answers";
                           });
}

std::optional<std::string> settings_from_url_repeats_no_secret(const subject& of)
{
    return each_url_answer(of, [](const auto&, bool, const url_answer& answer) -> std::optional<std::string> {
        if (!answer || answer->has_value() || answer->error().code != errc::bad_channel) return std::nullopt;
        const auto& text = answer->error().what;
        if (text.find(planted) == std::string::npos && text.find("***") == std::string::npos) return std::nullopt;
        return "its reason repeats a part of the URL that may be secret";
    });
}

/// Calls `visit(message, rendered)` for each sample; stops at the first text it returns.
template <class Visit>
std::optional<std::string> each_rendering(const subject& of, Visit visit)
{
    auto samples = hostile_messages(of.info());
    samples.push_back(plain_message(of.info()));
    for (const auto& sample : samples)
    {
        if (auto broken = visit(sample, of.connector().render(*sample.content)))
            return "for " + sample.name + ": " + *broken;
    }
    return std::nullopt;
}

std::optional<std::string> render_gives_text(const subject& of)
{
    return each_rendering(
        of, [](const sample_message& sample, const result<std::string>& text) -> std::optional<std::string> {
            if (text) return std::nullopt;
            const bool may_refuse = sample.content->text.text.empty() && text.error().code == errc::bad_message;
            return may_refuse ? std::nullopt : std::optional(text.error().what);
        });
}

std::optional<std::string> render_is_pure(const subject& of)
{
    return each_rendering(
        of, [&](const sample_message& sample, const result<std::string>& text) -> std::optional<std::string> {
            const auto again = of.connector().render(*sample.content);
            if (text.has_value() == again.has_value() && (!text || *text == *again)) return std::nullopt;
            return "asked twice, it gave two answers";
        });
}

constexpr std::array rules{
    connector_rule{"settings_from_url_survives_any_text", settings_from_url_survives_any_text},
    connector_rule{"settings_from_url_is_pure", settings_from_url_is_pure},
    connector_rule{"settings_from_url_repeats_no_secret", settings_from_url_repeats_no_secret},
    connector_rule{"render_gives_text", render_gives_text},
    connector_rule{"render_is_pure", render_is_pure},
};

} // namespace

std::span<const connector_rule> function_rules() { return rules; }

} // namespace multipost::conformance
