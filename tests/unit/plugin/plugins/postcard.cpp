// SPDX-License-Identifier: BSL-1.0
// A connector that recognises its network's URLs, for the tests of the registry.
#include <multipost/connector.hpp>

#include <string>

namespace {

using namespace multipost::connector;

class postcard
{
public:
    static constexpr std::string_view description = R"({
        "id": "postcard", "name": "Postcard", "version": "1.0.0", "homepage": "https://postcard.example/",
        "operations": ["deliver"], "hosts": ["postcard.example"],
        "settings": {
            "type": "object",
            "properties": {
                "street": {"type": "string", "title": "Street", "pattern": "^[a-z]+$", "description": "lower case letters",
                           "examples": ["elm"]},
                "key": {"type": "string", "title": "Key", "writeOnly": true, "examples": ["key-000000000000"]},
                "stamps": {"type": "integer", "title": "Stamps", "minimum": 1, "default": 2},
                "express": {"type": "boolean", "title": "Express"},
                "office": {"type": "string", "format": "uri", "title": "Post office"}
            },
            "required": ["street", "key"], "additionalProperties": false
        },
        "label": "{street} with {stamps}", "text": {"max": 100, "unit": "code_points", "spans": []},
        "attachments": {"max_count": 0, "max_bytes": 0}, "idempotency": {"kind": "none"}, "errors": []
    })";

    explicit postcard(const settings& s) : key_(s.at("key")) {}

    // "postcard://street/key", "https://postcard.example/street/key"; named: any host.
    static std::optional<settings> settings_from_url(std::string_view url, bool named)
    {
        constexpr std::string_view short_form = "postcard://";
        constexpr std::string_view long_form = "https://postcard.example/";
        if (url.starts_with(short_form))
            url.remove_prefix(short_form.size());
        else if (url.starts_with(long_form))
            url.remove_prefix(long_form.size());
        else if (named && url.starts_with("http://localhost/"))
            url.remove_prefix(17);
        else
            return std::nullopt;
        const auto slash = url.find('/');
        if (slash == std::string_view::npos) throw bad_url("A postcard's URL ends with a street and a key.");
        settings s;
        s["street"] = std::string(url.substr(0, slash));
        s["key"] = std::string(url.substr(slash + 1));
        return s;
    }

    delivery deliver(const message& m)
    {
        auto request = post("https://postcard.example/", json_string(m.text));
        const auto answer = co_await publishes(std::move(request));
        if (answer.status == 201) co_return delivered(answer.body);
        co_return failed(failure_class::unconfirmed, "odd_answer", "An odd answer.");
    }

private:
    std::string key_;
};

} // namespace

MULTIPOST_PLUGIN(postcard)
