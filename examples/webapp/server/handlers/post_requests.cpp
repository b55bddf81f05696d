// SPDX-License-Identifier: BSL-1.0
#include "handlers/post_requests.hpp"

#include "api/json_body.hpp"
#include "api/problem.hpp"
#include "handlers/channel_ids.hpp"
#include "handlers/post_problems.hpp"
#include "handlers/schedule_json.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace webapp {

namespace {

constexpr std::size_t max_text = 65'536;
constexpr std::size_t max_title = 300;
constexpr std::size_t max_link = 2'048;
constexpr std::size_t max_key = 255;

std::string checked_link(std::string link)
{
    const auto url = boost::urls::parse_uri(link);
    const bool is_web = (link.starts_with("http://") || link.starts_with("https://")) && url && !url->host().empty();
    if (!is_web) throw bad_value("/link", "Must be a URL that begins with https:// or http://.");
    return link;
}

std::string idempotency_key_of(const request& r)
{
    const auto key = r.header("idempotency-key");
    if (!key) return {};
    const bool printable = std::ranges::all_of(*key, [](char c) { return c >= ' ' && c <= '~'; });
    if (key->empty() || key->size() > max_key || !printable)
        throw bad_value("Idempotency-Key:", "Must be 1 to 255 printable ASCII characters.");
    return std::string(*key);
}

std::optional<std::string> take_title(object_reader& body) { return body.optional_text("title", 1, max_title); }

std::optional<std::string> take_link(object_reader& body)
{
    auto link = body.optional_text("link", 1, max_link);
    if (link) link = checked_link(*std::move(link));
    return link;
}

void check_says_something(const std::string& text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) throw text_empty();
}

} // namespace

multipost::new_post read_new_post(const request_context& c)
{
    object_reader body(parse_json_body(c.request));
    multipost::new_post p;
    p.owner = c.user().user_id;
    p.idempotency_key = idempotency_key_of(c.request);
    p.text = body.text("text", 0, max_text);
    p.channels = take_channel_ids(body);
    p.title = take_title(body).value_or("");
    p.link = take_link(body).value_or("");
    p.when = take_schedule(body);
    body.done();

    // A channel that cannot be used now may be mended until then.
    p.only_if_usable = !p.when;
    check_says_something(p.text);
    if (p.channels.empty()) throw no_channel();
    return p;
}

multipost::post_change read_post_change(const request& r)
{
    object_reader body(parse_json_body(r));
    multipost::post_change change;
    change.text = body.optional_text("text", 0, max_text);
    if (body.has("channels")) change.channels = take_channel_ids(body);
    change.title = body.is_null("title") ? std::string() : take_title(body);
    change.link = body.is_null("link") ? std::string() : take_link(body);
    change.at_once = body.is_null("schedule");
    change.when = take_schedule(body);
    body.done();

    const bool says_nothing =
        !change.text && !change.channels && !change.title && !change.link && !change.at_once && !change.when;
    if (says_nothing) throw bad_value("", "Must name something to change.");
    if (change.text) check_says_something(*change.text);
    if (change.channels && change.channels->empty()) throw no_channel();
    return change;
}

} // namespace webapp
