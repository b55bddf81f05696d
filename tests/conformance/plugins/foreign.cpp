// SPDX-License-Identifier: BSL-1.0
// Built with another compiler and another standard library than the host's. Throws on purpose when the text says so: that
// must cost its own delivery and nothing else.
#include <multipost/connector.hpp>

#include <stdexcept>
#include <string>

namespace {

using namespace multipost::connector;

class foreign
{
public:
    static constexpr std::string_view description = R"({
        "id": "foreign", "name": "Foreign", "version": "1.0.0", "homepage": "https://foreign.example/",
        "operations": ["deliver"], "hosts": [],
        "settings": {
            "type": "object",
            "properties": {"url": {"type": "string", "title": "Address", "examples": ["https://foreign.example/in"]}},
            "required": ["url"], "additionalProperties": false
        },
        "label": "{url}", "text": {"max": 2000, "unit": "code_points", "spans": ["bold"]},
        "attachments": {"max_count": 0, "max_bytes": 0}, "idempotency": {"kind": "none"}, "errors": []
    })";

    explicit foreign(const settings& s) : url_(s.at("url")) {}

    static std::optional<settings> settings_from_url(std::string_view url, bool named)
    {
        if (!named) return std::nullopt;
        settings s;
        s["url"] = std::string(url);
        return s;
    }

    delivery deliver(const message& m)
    {
        if (m.text.find("throw") != std::string_view::npos) throw std::runtime_error("the text asked for it");
        auto request = post(url_, "{\"text\":" + json_string(m.text) + "}");
        const auto answer = co_await publishes(std::move(request));
        if (answer.status == 200 && answer.body == "ok") co_return delivered();
        co_return explain(answer);
    }

private:
    static failure explain(const response& answer)
    {
        if (answer.status == 429)
        {
            auto wait = failed(failure_class::rate_limited, "too_many", "The network asks to wait.");
            const auto seconds = answer.header_value("retry-after");
            const bool digits = seconds.find_first_not_of("0123456789") == std::string_view::npos;
            if (digits && !seconds.empty() && seconds.size() < 7)
                wait.retry_after_ms = std::stoll(std::string(seconds)) * 1000;
            return wait;
        }
        if (answer.status >= 400 && answer.status < 500)
            return failed(failure_class::message_rejected, "refused", "The network refuses the message.");
        return failed(failure_class::unconfirmed, "odd_answer",
                      "The network gave an answer that it does not document.");
    }

    std::string url_;
};

} // namespace

MULTIPOST_PLUGIN(foreign)
