// SPDX-License-Identifier: BSL-1.0
// Connectors that do one thing each, for the tests of the publisher. They speak to the URL of their settings, which is what
// the test's own server answers.
#include <multipost/connector.hpp>

#include <charconv>
#include <stdexcept>

using namespace multipost::connector;

namespace {

constexpr std::string_view deliver_only = R"(["deliver"])";
constexpr std::string_view any_text = R"({"max": 0, "unit": "code_points", "spans": []})";
constexpr std::string_view no_attachments = R"({"max_count": 0, "max_bytes": 0})";
constexpr std::string_view no_key = R"({"kind": "none"})";

std::string describe(std::string_view id, std::string_view operations = deliver_only, std::string_view text = any_text,
                     std::string_view attachments = no_attachments, std::string_view idempotency = no_key)
{
    std::string out =
        R"({"name": "Test", "version": "1", "homepage": "https://test.example/", "hosts": [], "errors": [],
        "label": "{place}",
        "settings": {"type": "object", "required": ["url", "token"], "additionalProperties": false, "properties": {
            "url": {"type": "string", "title": "Address", "examples": ["http://127.0.0.1/"]},
            "place": {"type": "string", "title": "Place", "examples": ["here"]},
            "token": {"type": "string", "title": "Token", "writeOnly": true, "examples": ["secret-token"]}}}, )";
    ((out += R"("id": ")") += id) += "\", ";
    ((out += R"("operations": )") += operations) += ", ";
    ((out += R"("text": )") += text) += ", ";
    ((out += R"("attachments": )") += attachments) += ", ";
    ((out += R"("idempotency": )") += idempotency) += "}";
    return out;
}

std::int64_t retry_after_ms(const response& answer)
{
    const auto value = answer.header_value("retry-after");
    std::int64_t seconds = -1;
    std::from_chars(value.data(), value.data() + value.size(), seconds);
    return seconds < 0 ? -1 : seconds * 1000;
}

failure refused(const response& answer)
{
    auto kind = failure_class::unconfirmed;
    if (answer.status == 429) kind = failure_class::rate_limited;
    if (answer.status == 503) kind = failure_class::transient;
    if (answer.status / 100 == 4 && answer.status != 429) kind = failure_class::message_rejected;
    auto f = failed(kind, "status_" + std::to_string(answer.status), "The network refused it.");
    f.remote_words = answer.body;
    f.retry_after_ms = retry_after_ms(answer);
    if (answer.header_value("x-scope") == "origin") f.retry_scope = scope::origin;
    return f;
}

success named(const response& answer)
{
    auto s = delivered(answer.body);
    s.permalink = answer.header_value("location");
    return s;
}

class base
{
public:
    explicit base(const settings& s) : url_(s.at("url")), token_(s.at("token")) {}

protected:
    [[nodiscard]] request posted(const message& m) const
    {
        return post(url_ + "/post", "{\"text\":" + json_string(m.text) + ",\"token\":" + json_string(token_) + "}")
            .with_header("Authorization", "Bearer " + token_)
            .with_header("Idempotency-Key", std::string(m.delivery_id));
    }

    std::string url_;
    std::string token_;
};

/// One request; a repetition would publish again.
class plain : public base
{
public:
    static std::string_view description()
    {
        static const auto text =
            describe("plain", R"(["deliver", "check"])", R"({"max": 20, "unit": "code_points", "spans": ["bold"]})",
                     R"({"max_count": 1, "max_bytes": 4})");
        return text;
    }
    using base::base;

    delivery deliver(const message& m)
    {
        auto wanted = posted(m);
        for (std::size_t i = 0; i != m.attachments.size(); ++i)
        {
            body_part part;
            part.attachment = static_cast<std::uint32_t>(i);
            part.length = m.attachments[i].size;
            wanted.body.push_back(part);
        }
        const auto answer = co_await publishes(std::move(wanted));
        if (answer.status != 200) co_return refused(answer);
        auto done = named(answer);
        done.pause_ms = std::max<std::int64_t>(retry_after_ms(answer), 0);
        co_return done;
    }

    operation check()
    {
        const auto answer = co_await prepares(get(url_ + "/check"));
        if (answer.status == 200) co_return delivered();
        co_return refused(answer);
    }
};

/// As plain, and the network recognises a repetition.
class keyed : public base
{
public:
    static std::string_view description()
    {
        static const auto text = describe("keyed", deliver_only, any_text, no_attachments, R"({"kind": "unbounded"})");
        return text;
    }
    using base::base;

    delivery deliver(const message& m)
    {
        const auto answer = co_await publishes_once(posted(m));
        if (answer.status == 200) co_return named(answer);
        co_return refused(answer);
    }
};

/// A post for each line, with a checkpoint after each.
class thread : public base
{
public:
    static std::string_view description()
    {
        static const auto text = describe("thread");
        return text;
    }
    using base::base;

    delivery deliver(const message& m)
    {
        std::size_t at = 0;
        std::from_chars(m.checkpoint.data(), m.checkpoint.data() + m.checkpoint.size(), at);
        std::string id;
        while (at < m.text.size())
        {
            const auto end = std::min(m.text.find('\n', at), m.text.size());
            auto wanted = post(url_ + "/post", "{\"text\":" + json_string(m.text.substr(at, end - at)) + "}");
            const auto answer = co_await publishes(std::move(wanted));
            if (answer.status != 200) co_return refused(answer);
            id = answer.body;
            at = end + 1;
            co_await checkpoint(std::to_string(at));
        }
        co_return delivered(id);
    }
};

/// Logs in first and is given another token, which it keeps.
class rotating : public base
{
public:
    static std::string_view description()
    {
        static const auto text = describe("rotating");
        return text;
    }
    using base::base;

    delivery deliver(const message& m)
    {
        auto login = post(url_ + "/login", json_string(token_));
        const auto fresh = co_await prepares(std::move(login));
        token_ = fresh.body;
        settings changed;
        changed["token"] = token_;
        co_await update_settings(changed);
        co_await sleep_for_ms(m.title.empty() ? 0 : 600'000);
        const auto answer = co_await publishes(posted(m));
        if (answer.status == 200) co_return named(answer);
        co_return refused(answer);
    }
};

/// Tells everybody its token, and throws it.
class leaky : public base
{
public:
    static std::string_view description()
    {
        static const auto text = describe("leaky");
        return text;
    }
    using base::base;

    delivery deliver(const message& m)
    {
        if (m.text == "throw at once") throw std::runtime_error("no luck with " + token_);
        const auto answer = co_await publishes(posted(m));
        if (answer.status == 200 && m.text == "throw") throw std::runtime_error("no luck with " + token_);
        if (answer.status == 200) co_return delivered("1", url_ + "/" + token_);
        auto f = failed(failure_class::message_rejected, "leak", "Refused " + token_, "Ask " + token_);
        f.remote_words = "hello " + token_;
        co_return f;
    }
};

/// Finds its settings unusable.
class unusable
{
public:
    static std::string_view description()
    {
        static const auto text = describe("unusable");
        return text;
    }
    explicit unusable(const settings& s) { throw std::invalid_argument("this is no token: " + s.at("token")); }

    delivery deliver(const message&) { co_return delivered(); }
};

} // namespace

MULTIPOST_PLUGIN(plain, keyed, thread, rotating, leaky, unusable)
