// SPDX-License-Identifier: BSL-1.0
// What holds for every network. Each test runs once a network, over the cases that it supplies.
#include "network_cases.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <ostream>
#include <random>
#include <set>
#include <tuple>

namespace multipost::connector {

static std::ostream& boost_test_print_type(std::ostream& out, failure_class kind) { return out << to_string(kind); }

static std::ostream& boost_test_print_type(std::ostream& out, scope s)
{
    return out << "scope " << static_cast<unsigned>(s);
}

} // namespace multipost::connector

namespace connector_tests {
namespace {

namespace json = boost::json;
using multipost::connector::failure_class;
using multipost::connector::scope;

struct slack
{
    static const network_cases& cases() { return slack_cases(); }
};

struct discord
{
    static const network_cases& cases() { return discord_cases(); }
};

using networks = std::tuple<slack, discord>;

constexpr std::array<std::uint32_t, 2> operations{MP_DELIVER, MP_CHECK};

// The members of a JSON array or object by name, as text.
std::string text_of(const json::value& object, std::string_view key)
{
    const auto* value = object.as_object().if_contains(json::string_view(key.data(), key.size()));
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool is_utf8(std::string_view text)
{
    json::error_code error;
    std::string quoted = "\"";
    for (const char c : text)
    {
        const bool plain = c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
        quoted += plain ? c : ' ';
    }
    json::parse(quoted + '"', error);
    return !error;
}

void check_is_shown_safely(const network_cases& network, const std::vector<std::string>& texts)
{
    for (const auto& text : texts)
    {
        BOOST_CHECK(is_utf8(text));
        for (const auto& secret : network.secrets)
            BOOST_CHECK_MESSAGE(text.find(secret) == std::string::npos, "a secret is in \"" << text << '"');
    }
}

// Whatever happened, the operation has ended, and with a failure somebody can act on.
const failure& check_is_explained(const network_cases& network, const exchange& ended)
{
    static const failure none;
    BOOST_REQUIRE(ended.failed() != nullptr);
    const auto& f = *ended.failed();
    const bool is_code = !f.code.empty() && f.code.size() <= 64 && std::ranges::all_of(f.code, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    });
    BOOST_TEST(is_code, "code \"" << f.code << '"');
    BOOST_TEST(f.what.ends_with('.'), f.what);
    BOOST_TEST(f.retry_after_ms <= multipost::connector::max_retry_after_ms);
    check_is_shown_safely(network, ended.shown());
    return f;
}

message_builder hello() { return message_builder().text("hello ").styled(span_kind::bold, "world"); }

exchange run(const network_cases& network, std::uint32_t operation, const reply& r)
{
    const auto message = hello();
    return network.connector.run(operation, network.channel, message.message(), {r});
}

// Bodies that are no answer of any network.
std::vector<std::string> garbage()
{
    std::string every_byte;
    for (int c = 0; c != 256; ++c) every_byte += static_cast<char>(c);
    std::string random(4096, '\0');
    std::minstd_rand engine(7);
    for (auto& c : random) c = static_cast<char>(engine());
    return {"",
            "\n",
            "null",
            "[]",
            "{}",
            "{\"id\":",
            "{\"id\":7}",
            "{\"id\":\"\"}",
            "{\"id\":\"not a number\"}",
            "\"ok\"",
            "OK, but not as expected",
            "<!doctype html><html><title>Sign in to the network</title></html>",
            "\xFF\xFE\xFD",
            "{\"id\":\"\xC3\x28\"}",
            every_byte,
            random,
            std::string(100'000, '['),
            std::string(std::size_t(2) << 20U, 'x')};
}

} // namespace

BOOST_AUTO_TEST_SUITE(every_network)

BOOST_AUTO_TEST_CASE_TEMPLATE(describes_itself, Network, networks)
{
    const auto& network = Network::cases();
    const auto description = json::parse(std::string(network.connector.description()));
    BOOST_TEST(text_of(description, "id") == network.id);
    BOOST_TEST(!text_of(description, "version").empty());
    const auto& schema = description.at("settings");
    for (const auto& name : schema.at("required").as_array())
    {
        const auto& property = schema.at("properties").at(name.as_string());
        BOOST_TEST(!property.at("examples").as_array().empty());
        BOOST_TEST(!text_of(property, "title").empty());
        BOOST_TEST(!text_of(property, "description").empty());
        BOOST_TEST(network.channel.contains(std::string_view(name.as_string())));
    }
    std::set<std::string> codes;
    for (const auto& error : description.at("errors").as_array())
    {
        BOOST_TEST(codes.insert(text_of(error, "code")).second, "twice: " << text_of(error, "code"));
        BOOST_TEST(text_of(error, "what").ends_with('.'));
        BOOST_TEST(text_of(error, "advice").ends_with('.'));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(takes_the_urls_of_its_network, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto& c : network.urls) BOOST_TEST_CONTEXT(c.url << (c.named ? " (named)" : ""))
        {
            const auto verdict = network.connector.settings_from_url(c.url, c.named);
            BOOST_TEST(verdict.code == std::uint32_t(MP_URL_TAKEN));
            BOOST_TEST(verdict.error == "");
            BOOST_CHECK(verdict.found == c.out);
            BOOST_TEST(network.connector.why_not(verdict.found) == "");
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_the_urls_of_others, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto& url : network.foreign_urls) BOOST_TEST_CONTEXT(url)
        {
            const auto verdict = network.connector.settings_from_url(url, false);
            BOOST_TEST(verdict.code == std::uint32_t(MP_URL_FOREIGN));
            BOOST_CHECK(verdict.found.empty());
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(says_what_is_wrong_with_a_url_without_repeating_it, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto& c : network.bad_urls) BOOST_TEST_CONTEXT(c.url << (c.named ? " (named)" : ""))
        {
            const auto verdict = network.connector.settings_from_url(c.url, c.named);
            BOOST_TEST(verdict.code == std::uint32_t(MP_URL_BAD));
            BOOST_CHECK(verdict.found.empty());
            BOOST_CHECK_MESSAGE(verdict.error.find(c.reason) != std::string::npos, verdict.error);
            check_is_shown_safely(network, {verdict.error});
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(survives_any_url, Network, networks)
{
    const auto& network = Network::cases();
    std::minstd_rand engine(11);
    for (const auto& c : network.urls)
        for (std::size_t i = 0; i <= c.url.size(); ++i)
            for (const bool named : {false, true})
            {
                auto url = c.url;
                if (i < url.size()) url[i] = static_cast<char>(engine());
                for (const auto& tried : {c.url.substr(0, i), url})
                {
                    const auto verdict = network.connector.settings_from_url(tried, named);
                    BOOST_TEST((verdict.code >= MP_URL_TAKEN && verdict.code <= MP_URL_BAD));
                    BOOST_TEST((verdict.code == MP_URL_BAD) == !verdict.error.empty());
                    if (verdict.code == MP_URL_TAKEN) BOOST_TEST(network.connector.why_not(verdict.found) == "");
                }
            }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(names_the_setting_that_makes_a_channel_unusable, Network, networks)
{
    const auto& network = Network::cases();
    const auto description = json::parse(std::string(network.connector.description()));
    for (const auto& name : description.at("settings").at("required").as_array())
        for (const std::string_view value : {"", "no value/of this kind?", "\r\nX-Injected: 1"})
            BOOST_TEST_CONTEXT(name << " = " << value)
            {
                auto channel = network.channel;
                const std::string setting(name.as_string());
                if (value.empty())
                    channel.erase(setting);
                else
                    channel[setting] = value;
                const auto reason = network.connector.why_not(channel);
                BOOST_CHECK_MESSAGE(reason.find(setting) != std::string::npos, reason);
                check_is_shown_safely(network, {reason});
            }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(writes_the_networks_own_markup, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto& c : network.texts) BOOST_TEST_CONTEXT(c.what)
        {
            BOOST_TEST(network.connector.render(c.in.message()) == c.out);
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(sends_the_text_it_counts, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto& c : network.texts) BOOST_TEST_CONTEXT(c.what)
        {
            const auto sent = network.connector.run(MP_DELIVER, network.channel, c.in.message(), {});
            BOOST_REQUIRE(sent.requests.size() == 1U);
            const auto body = json::parse(sent.requests[0].body).as_object();
            const auto text = body.contains("text") ? body.at("text") : body.at("content");
            BOOST_TEST(std::string(text.as_string()) == c.out);
        }
}

// Typed text has no effect but to be read: whatever it is made of, readers see what was typed.
BOOST_AUTO_TEST_CASE_TEMPLATE(typed_text_reads_the_same_and_commands_nothing, Network, networks)
{
    constexpr std::string_view pieces[] = {"*",
                                           "**",
                                           "_",
                                           "__",
                                           "~",
                                           "~~",
                                           "`",
                                           "``",
                                           "```",
                                           "<",
                                           ">",
                                           "&",
                                           "\\",
                                           "|",
                                           "||",
                                           "[",
                                           "](",
                                           ")",
                                           "#",
                                           "# ",
                                           "-",
                                           "- ",
                                           "-# ",
                                           "+ ",
                                           "1. ",
                                           "23.",
                                           "> ",
                                           ">>> ",
                                           "@everyone",
                                           "@here",
                                           "@channel",
                                           "<!channel>",
                                           "<!",
                                           "<@U123>",
                                           "<@123>",
                                           "<@&1>",
                                           "<#C1>",
                                           "<#1>",
                                           "<:a:1>",
                                           "<a:b:1>",
                                           "<t:1",
                                           "<id:guide>",
                                           "</a:1>",
                                           "&lt;",
                                           "&amp;",
                                           ":smile:",
                                           "word",
                                           "x",
                                           "Z",
                                           "9",
                                           " ",
                                           "  ",
                                           "\n",
                                           "\n",
                                           "é",
                                           "中",
                                           "＞",
                                           "👍",
                                           "https://x.example/a_b_c*d*e~f~",
                                           "http://y.example/@everyone_",
                                           "!",
                                           ".",
                                           "snake_case",
                                           "2*3"};
    const auto& network = Network::cases();
    std::minstd_rand engine(42);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(engine()) % n; };
    for (int i = 0; i != 30'000; ++i)
    {
        std::string typed;
        for (auto count = 1 + below(12); count != 0; --count) typed += pieces[below(std::size(pieces))];
        // The span makes the message one that is read with its markup.
        const auto message = message_builder().text(typed + "\n").styled(span_kind::bold, "end");
        auto rendered = network.connector.render(message.message());
        rendered.erase(rendered.rfind('\n'));
        std::string seen;
        try
        {
            seen = network.read(rendered);
        }
        catch (const std::exception& e)
        {
            seen = e.what();
        }
        if (seen != typed) BOOST_TEST_CONTEXT("sent: " << rendered) BOOST_TEST(seen == typed);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(any_nesting_of_spans_is_written, Network, networks)
{
    const auto& network = Network::cases();
    std::minstd_rand engine(5);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(engine()) % n; };
    for (int i = 0; i != 5'000; ++i)
    {
        message_builder in;
        int depth = 0;
        for (auto count = below(24); count != 0; --count)
        {
            const auto kind = static_cast<span_kind>(1 + below(12)); // two kinds of a later version among them
            constexpr std::string_view texts[] = {"a", " ", "\n", "b c", "", "`", "*", "é", "https://x.example"};
            if (below(3) == 0)
                in.open(kind, below(2) == 0 ? "https://x.example/(y)" : "U123", static_cast<std::uint32_t>(below(9))),
                    ++depth;
            else if (depth > 0 && below(3) == 0)
                in.close(), --depth;
            else
                in.text(texts[below(std::size(texts))]);
        }
        for (; depth != 0; --depth) in.close();
        BOOST_TEST(is_utf8(network.connector.render(in.message())));
    }
}

// A limit is checked on what is rendered, so a text of any length is rendered first: in a time that grows with the length.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_very_long_text_is_written, Network, networks)
{
    const auto& network = Network::cases();
    for (const std::string_view piece :
         {"*", "_", "~", "`", "[", "](", "<", "> ", "1", ".", "1.", " ", "@", "\n", "https://x"})
        for (const auto kind : {span_kind::bold, span_kind::code, span_kind::code_block, span_kind::link})
        {
            std::string typed;
            while (typed.size() < std::size_t(1) << 18U) typed += piece;
            const auto message = message_builder().text(typed).styled(kind, typed, "https://x.example/");
            BOOST_TEST(network.connector.render(message.message()).size() >= typed.size());
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(publishes_with_one_request_that_says_so, Network, networks)
{
    const auto& network = Network::cases();
    const auto delivered = run(network, MP_DELIVER, network.accepted);
    BOOST_REQUIRE(delivered.requests.size() == 1U);
    BOOST_TEST(delivered.requests[0].effect == std::uint32_t(MP_PUBLISHES));
    BOOST_CHECK(delivered.done() != nullptr);
    const auto checked = run(network, MP_CHECK, network.alive);
    BOOST_REQUIRE(checked.requests.size() == 1U);
    BOOST_TEST(checked.requests[0].effect == std::uint32_t(MP_PREPARES));
    BOOST_CHECK(checked.done() != nullptr);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(tells_every_documented_refusal_apart, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto& c : network.answers) BOOST_TEST_CONTEXT(c.in.status << ' ' << c.in.body)
        {
            const auto ended = run(network, MP_DELIVER, c.in);
            const auto& f = check_is_explained(network, ended);
            BOOST_TEST(f.code == c.code);
            BOOST_TEST(f.kind == c.kind);
            BOOST_TEST(f.retry_after_ms == c.retry_after_ms);
            if (c.kind == failure_class::rate_limited) BOOST_TEST(f.retry_scope == c.retry_scope);
            BOOST_TEST(!f.advice.empty());
        }
}

// The catalogue in the description is what users are shown beforehand: it must be all there is, and all of it tested.
BOOST_AUTO_TEST_CASE_TEMPLATE(the_catalogue_of_refusals_is_what_happens, Network, networks)
{
    const auto& network = Network::cases();
    std::set<std::string> seen{"unavailable"}; // of a check only
    for (const auto& c : network.answers) seen.insert(c.code);
    std::set<std::string> described;
    const auto description = json::parse(std::string(network.connector.description()));
    for (const auto& error : description.at("errors").as_array()) described.insert(text_of(error, "code"));
    BOOST_TEST(seen == described, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_readme_lists_the_catalogue, Network, networks)
{
    const auto& network = Network::cases();
    std::ifstream file(network.readme);
    const std::string readme{std::istreambuf_iterator<char>(file), {}};
    const auto description = json::parse(std::string(network.connector.description()));
    for (const auto& error : description.at("errors").as_array())
    {
        const auto row =
            "| `" + text_of(error, "code") + "` | " + text_of(error, "class") + " | " + text_of(error, "what") + " |\n";
        BOOST_TEST(readme.find(row) != std::string::npos, row);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(only_the_documented_answer_is_a_success, Network, networks)
{
    const auto& network = Network::cases();
    for (unsigned status = 100; status != 600; ++status)
        for (const auto& body : {std::string("?"), network.accepted.body})
        {
            if (status == network.accepted.status && body == network.accepted.body) continue;
            BOOST_TEST_CONTEXT(status << ' ' << body)
            {
                const auto ended = run(network, MP_DELIVER, answer(status, body));
                const auto& f = check_is_explained(network, ended);
                const bool says_too_little = status == 303 || status == 408 || status == 425;
                const bool in_doubt = status < 300 || status >= 500 || says_too_little;
                BOOST_TEST((f.kind == failure_class::unconfirmed) == in_doubt);
                BOOST_TEST((f.kind == failure_class::rate_limited) == (status == 429));
                BOOST_TEST(f.kind != failure_class::transient);
            }
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_answer_that_is_no_proof_leaves_the_message_in_doubt, Network, networks)
{
    const auto& network = Network::cases();
    auto bodies = garbage();
    for (std::size_t i = 0; i != network.accepted.body.size(); ++i)
        bodies.push_back(network.accepted.body.substr(0, i));
    for (const auto& body : bodies) BOOST_TEST_CONTEXT(body.substr(0, 60))
        {
            const auto published = run(network, MP_DELIVER, answer(network.accepted.status, body));
            BOOST_TEST(check_is_explained(network, published).kind == failure_class::unconfirmed);
            const auto checked = run(network, MP_CHECK, answer(network.alive.status, body));
            BOOST_TEST(check_is_explained(network, checked).kind != failure_class::unconfirmed);
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(garbage_in_any_answer_is_survived, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto operation : operations)
        for (const unsigned status : {0U, 199U, 204U, 301U, 400U, 401U, 403U, 404U, 429U, 500U, 502U, 503U, 999U})
            for (const auto& body : garbage()) BOOST_TEST_CONTEXT(status << ' ' << body.substr(0, 60))
                {
                    check_is_explained(network, run(network, operation, answer(status, body)));
                }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_request_without_an_answer_ends_the_operation, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto operation : operations)
        for (const std::uint32_t kind :
             {MP_IO_RESOLVE, MP_IO_FORBIDDEN, MP_IO_CONNECT, MP_IO_TLS, MP_IO_TIMEOUT, MP_IO_CONNECTION, MP_IO_ANSWER})
            for (const bool request_sent : {false, true})
                BOOST_TEST_CONTEXT("kind " << kind << ", sent " << request_sent)
                {
                    const auto ended = run(network, operation, lost{kind, request_sent});
                    BOOST_TEST(ended.requests.size() == 1U);
                    check_is_explained(network, ended);
                }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(can_be_called_off_at_any_step, Network, networks)
{
    const auto& network = Network::cases();
    for (const auto operation : operations)
    {
        check_is_explained(network, run(network, operation, cancelled{}));
        const auto message = hello();
        const auto abandoned = network.connector.run(operation, network.channel, message.message(), {});
        BOOST_TEST(abandoned.requests.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(waits_as_long_as_told_but_not_for_ever, Network, networks)
{
    const auto& network = Network::cases();
    constexpr std::int64_t day = 86'400'000;
    const std::pair<std::string, std::int64_t> values[] = {
        {"0", 0},
        {"1", 1'000},
        {"30", 30'000},
        {"86400", day},
        {"31536000", day},
        {"99999999999999999999999999", day},
        {"Sun, 22 Nov 2026 12:00:30 GMT", 30'000},
        {"Sun, 22 Nov 2026 11:00:00 GMT", 0},
        {"Fri, 31 Dec 2038 23:59:59 GMT", day},
        {"", -1},
        {"-5", -1},
        {"1.5", -1},
        {"soon", -1},
        {"Sun, 99 Nov 2026 12:00:30 GMT", -1},
    };
    for (const auto& [value, expected] : values) BOOST_TEST_CONTEXT("Retry-After: " << value)
        {
            const auto ended = run(network, MP_DELIVER, answer(429, "", {{"retry-after", value}}));
            const auto& f = check_is_explained(network, ended);
            BOOST_TEST(f.kind == failure_class::rate_limited);
            BOOST_TEST(f.retry_after_ms == expected);
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_check_that_fails_never_says_that_something_was_published, Network, networks)
{
    const auto& network = Network::cases();
    for (unsigned status = 100; status != 600; ++status) BOOST_TEST_CONTEXT(status)
        {
            const auto ended = run(network, MP_CHECK, answer(status, "?"));
            BOOST_TEST(check_is_explained(network, ended).kind != failure_class::unconfirmed);
        }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace connector_tests
