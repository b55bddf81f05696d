// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes a connector in C++20: header-only sugar over plugin.h, compiled into the plugin.
///
/// A connector is a class with one coroutine for each operation its description names. It is constructed from the channel's
/// settings for every operation anew, and says what to send next; it opens no socket and reads no clock:
///
/// @code
/// class hello
/// {
/// public:
///     static constexpr std::string_view description = R"({"id": "hello", "name": "Hello", ...})";
///     explicit hello(const settings& s) : url_(s.at("url")) {}
///
///     delivery deliver(const message& m)
///     {
///         const auto answer = co_await publishes(post(url_, json_string(m.text)));
///         if (answer.status == 200) co_return delivered();
///         co_return failed(failure_class::unconfirmed, "status", "The network gave an answer it does not document.");
///     }
/// };
/// MULTIPOST_PLUGIN(hello)
/// @endcode
///
/// The description may also be a static function that returns a text which lives as long as the process.
///
/// A connector class may have, beside `description`, its constructor and `deliver`:
/// @li `operation check()`, `operation edit(const message&, std::string_view remote_id)`,
///     `operation remove(std::string_view remote_id)`
/// @li `static std::string render(const message&)`: the text as the network counts it
/// @li `static std::optional<settings> settings_from_url(std::string_view url, bool named)`: nothing when the URL is not this
///     network's; throws bad_url when it is and is wrong
///
/// When a request gets no whole answer the coroutine is not resumed but destroyed, and the host derives the outcome from the
/// request's effect. Whatever a connector throws becomes a failure of that one operation. No exception, allocation or C++
/// type crosses the border, so the plugin may be built with another compiler or standard library than the host's.
///
/// g++ 12 miscompiles `co_await` when the same full expression holds a lambda that captures by value or a brace-initialised
/// aggregate: write only names and calls inside it.
#ifndef MULTIPOST_CONNECTOR_HPP
#define MULTIPOST_CONNECTOR_HPP

#include <multipost/plugin.h>

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace multipost::connector {

// ---- what the host gives ---------------------------------------------------------------------------------------------

enum class span_kind : std::uint32_t {
    bold = MP_SPAN_BOLD,
    italic = MP_SPAN_ITALIC,
    strike = MP_SPAN_STRIKE,
    code = MP_SPAN_CODE,
    code_block = MP_SPAN_CODE_BLOCK,
    quote = MP_SPAN_QUOTE,
    link = MP_SPAN_LINK,
    list_item = MP_SPAN_LIST_ITEM,
    heading = MP_SPAN_HEADING,
    mention = MP_SPAN_MENTION,
};

/// See mp_span. Views stay valid as long as the operation.
struct span
{
    span_kind kind;
    std::uint32_t number;
    std::size_t first;
    std::size_t last;
    std::string_view href;
};

/// See mp_attachment.
struct attachment
{
    std::string_view name;
    std::string_view mime_type;
    std::string_view alt_text;
    std::uint64_t size;
};

/// The message, already reduced to what the description says the network takes; see mp_message. Views stay valid as long as
/// the operation.
struct message
{
    std::string_view text;
    std::vector<span> spans;
    std::string_view title;
    std::string_view link;
    std::string_view language;
    std::vector<attachment> attachments;
    /// The same for every attempt of one delivery; empty in render().
    std::string_view delivery_id;
    /// Milliseconds since 1970-01-01T00:00:00Z, the same for every attempt.
    std::int64_t created_at_ms = 0;
    /// What the last `co_await checkpoint(...)` stored, or empty.
    std::string_view checkpoint;
};

/// A channel's settings: flat names and values.
class settings : public std::map<std::string, std::string, std::less<>>
{
public:
    using map::map;

    /// The value of a setting, or nothing to go by: throws std::invalid_argument with the name.
    [[nodiscard]] const std::string& at(std::string_view name) const
    {
        const auto found = find(name);
        if (found == end()) throw std::invalid_argument("setting \"" + std::string(name) + "\" is missing");
        return found->second;
    }

    [[nodiscard]] std::string_view get(std::string_view name, std::string_view fallback = {}) const
    {
        const auto found = find(name);
        return found == end() ? fallback : std::string_view(found->second);
    }
};

/// Thrown by settings_from_url for a URL of this network that is wrong. The text is shown to the user: no secrets in it.
class bad_url : public std::runtime_error
{
public:
    using runtime_error::runtime_error;
};

// ---- what the connector says -----------------------------------------------------------------------------------------

struct header
{
    std::string name;
    std::string value;
};

/// Bytes, or a range of an attachment that the host streams.
struct body_part
{
    std::string bytes;
    std::optional<std::uint32_t> attachment;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

struct request
{
    std::string method;
    std::string url;
    std::vector<header> headers;
    std::vector<body_part> body;
    std::uint32_t timeout_ms = 0;

    request with_header(std::string name, std::string value) &&
    {
        headers.push_back(header{std::move(name), std::move(value)});
        return std::move(*this);
    }
};

/// A GET of a URL.
[[nodiscard]] inline request get(std::string url)
{
    request r;
    r.method = "GET";
    r.url = std::move(url);
    return r;
}

/// A request with a body of the given type.
[[nodiscard]] inline request send(std::string method, std::string url, std::string body,
                                  std::string content_type = "application/json")
{
    request r;
    r.method = std::move(method);
    r.url = std::move(url);
    r.headers.push_back(header{"Content-Type", std::move(content_type)});
    body_part part;
    part.bytes = std::move(body);
    r.body.push_back(std::move(part));
    return r;
}

/// A POST of a JSON body.
[[nodiscard]] inline request post(std::string url, std::string json)
{
    return send("POST", std::move(url), std::move(json), "application/json");
}

/// The network's whole answer; owns its bytes.
struct response
{
    unsigned status = 0;
    std::vector<header> headers;
    std::string body;

    /// The value of the first header of that name (lower case), or empty.
    [[nodiscard]] std::string_view header_value(std::string_view name) const noexcept
    {
        const auto found =
            std::find_if(headers.begin(), headers.end(), [name](const header& h) { return h.name == name; });
        return found == headers.end() ? std::string_view() : std::string_view(found->value);
    }
};

enum class failure_class : std::uint32_t {
    message_rejected = MP_FAILURE_MESSAGE_REJECTED,
    channel_dead = MP_FAILURE_CHANNEL_DEAD,
    auth = MP_FAILURE_AUTH,
    rate_limited = MP_FAILURE_RATE_LIMITED,
    transient = MP_FAILURE_TRANSIENT,
    unconfirmed = MP_FAILURE_UNCONFIRMED,
};

/// The name used in descriptions: "message_rejected".
[[nodiscard]] constexpr std::string_view to_string(failure_class kind) noexcept
{
    switch (kind)
    {
    case failure_class::message_rejected: return "message_rejected";
    case failure_class::channel_dead: return "channel_dead";
    case failure_class::auth: return "auth";
    case failure_class::rate_limited: return "rate_limited";
    case failure_class::transient: return "transient";
    case failure_class::unconfirmed: break;
    }
    return "unconfirmed";
}

enum class scope : std::uint32_t {
    channel = MP_SCOPE_CHANNEL,
    credential = MP_SCOPE_CREDENTIAL,
    origin = MP_SCOPE_ORIGIN,
};

/// See mp_done. An empty remote_id means that the network names nothing (proof `accepted`).
struct success
{
    std::string remote_id;
    std::string permalink;
    std::int64_t pause_ms = 0;
    scope pause_scope = scope::channel;
};

/// See mp_failure.
struct failure
{
    failure_class kind = failure_class::unconfirmed;
    std::string code;
    std::string what;
    std::string advice;
    std::string remote_words;
    std::int64_t retry_after_ms = -1;
    scope retry_scope = scope::channel;
};

/// The network documents this answer as success and names nothing.
[[nodiscard]] inline success delivered() { return success(); }

/// The network named the message.
[[nodiscard]] inline success delivered(std::string remote_id, std::string permalink = std::string())
{
    success s;
    s.remote_id = std::move(remote_id);
    s.permalink = std::move(permalink);
    return s;
}

[[nodiscard]] inline failure failed(failure_class kind, std::string code, std::string what,
                                    std::string advice = std::string())
{
    failure f;
    f.kind = kind;
    f.code = std::move(code);
    f.what = std::move(what);
    f.advice = std::move(advice);
    return f;
}

// ---- the coroutine ---------------------------------------------------------------------------------------------------

namespace detail {

/// What a suspended operation waits for.
struct request_wanted
{
    std::uint32_t effect;
    connector::request request;
};
struct sleep_wanted
{
    std::int64_t ms;
};
struct checkpoint_wanted
{
    std::string state;
};
struct settings_wanted
{
    settings changed;
};

using wanted =
    std::variant<std::monostate, request_wanted, sleep_wanted, checkpoint_wanted, settings_wanted, success, failure>;

struct promise_state
{
    wanted want;
    connector::response answer;
    std::int64_t now_ms = 0;
};

struct request_awaiter
{
    request_wanted want;
    promise_state* state = nullptr;

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        state = &handle.promise();
        state->want = std::move(want);
    }
    connector::response await_resume() { return std::move(state->answer); }
};

template <class Want>
struct plain_awaiter
{
    Want want;

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        handle.promise().want = std::move(want);
    }
    void await_resume() const noexcept {}
};

struct now_awaiter
{
    std::int64_t now_ms = 0;

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> handle) noexcept
    {
        now_ms = handle.promise().now_ms;
        return false;
    }
    std::int64_t await_resume() const noexcept { return now_ms; }
};

inline request_awaiter make_request(std::uint32_t effect, request r)
{
    request_awaiter awaiter;
    awaiter.want.effect = effect;
    awaiter.want.request = std::move(r);
    return awaiter;
}

} // namespace detail

/// Sends a request that shows nothing to any reader: always safe to repeat. Gives the answer.
[[nodiscard]] inline detail::request_awaiter prepares(request r)
{
    return detail::make_request(MP_PREPARES, std::move(r));
}

/// Sends the request that makes the post visible. If its answer is lost the delivery is unconfirmed.
[[nodiscard]] inline detail::request_awaiter publishes(request r)
{
    return detail::make_request(MP_PUBLISHES, std::move(r));
}

/// As publishes(), where the network deduplicates on something made from the delivery id.
[[nodiscard]] inline detail::request_awaiter publishes_once(request r)
{
    return detail::make_request(MP_PUBLISHES_ONCE, std::move(r));
}

/// Waits; 0 to 600,000 ms.
[[nodiscard]] inline detail::plain_awaiter<detail::sleep_wanted> sleep_for_ms(std::int64_t ms)
{
    return {detail::sleep_wanted{ms}};
}

/// Makes what has been done durable: a later attempt finds it in message::checkpoint. At most 64 KiB, no secrets.
[[nodiscard]] inline detail::plain_awaiter<detail::checkpoint_wanted> checkpoint(std::string state)
{
    return {detail::checkpoint_wanted{std::move(state)}};
}

/// Makes changed settings durable, a rotated token for instance. Settings not named keep their value.
[[nodiscard]] inline detail::plain_awaiter<detail::settings_wanted> update_settings(settings changed)
{
    return {detail::settings_wanted{std::move(changed)}};
}

/// The wall clock as the host last told it, milliseconds since 1970-01-01T00:00:00Z.
[[nodiscard]] inline detail::now_awaiter now_ms() { return {}; }

/// One operation of a connector: a coroutine that `co_await`s what it wants done and `co_return`s delivered(...) or
/// failed(...).
class operation
{
public:
    struct promise_type : detail::promise_state
    {
        operation get_return_object() { return operation(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void return_value(success s) { want = std::move(s); }
        void return_value(failure f) { want = std::move(f); }
        // Rethrown to the plain catch in detail::adapter::step: an std::exception_ptr of another C++ runtime than the
        // host's would end the process.
        void unhandled_exception() { throw; }
    };

    operation(operation&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    operation& operator=(operation&&) = delete;
    ~operation()
    {
        if (handle_) handle_.destroy();
    }

    void resume() { handle_.resume(); }
    [[nodiscard]] detail::promise_state& state() noexcept { return handle_.promise(); }

private:
    explicit operation(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}

    std::coroutine_handle<promise_type> handle_;
};

using delivery = operation;

// ---- text ------------------------------------------------------------------------------------------------------------

/// Walks a text in order, spans nested.
///
/// Calls `visitor.open(const span&)`, `visitor.text(std::string_view, std::size_t first)` and
/// `visitor.close(const span&)`; `first` is the offset of the piece in the text.
template <class Visitor>
void walk(std::string_view text, const std::vector<span>& spans, Visitor&& visitor)
{
    std::vector<const span*> open;
    std::size_t at = 0;
    const auto text_up_to = [&](std::size_t end) {
        if (end > at) visitor.text(text.substr(at, end - at), at);
        at = std::max(at, end);
    };
    const auto close_up_to = [&](std::size_t end) {
        while (!open.empty() && open.back()->last <= end)
        {
            text_up_to(open.back()->last);
            visitor.close(*open.back());
            open.pop_back();
        }
    };
    for (const auto& s : spans)
    {
        close_up_to(s.first);
        text_up_to(s.first);
        visitor.open(s);
        open.push_back(&s);
    }
    close_up_to(text.size());
    text_up_to(text.size());
}

/// Walks the text of a message.
template <class Visitor>
void walk(const message& m, Visitor&& visitor)
{
    walk(m.text, m.spans, std::forward<Visitor>(visitor));
}

/// A message as one text.
struct whole_text
{
    std::string text;
    std::vector<span> spans;
};

/// Puts the title before the text as a heading of level 2, and the link after it, for networks that have no place of their
/// own for these. A link that already stands in the text is not repeated.
[[nodiscard]] inline whole_text whole(const message& m)
{
    whole_text out;
    const auto append = [&out](std::string_view text) {
        if (!out.text.empty() && !text.empty()) out.text += "\n\n";
        const std::size_t first = out.text.size();
        out.text += text;
        return first;
    };
    const auto append_span = [&](span_kind kind, std::uint32_t number, std::string_view text, std::string_view href) {
        const std::size_t first = append(text);
        out.spans.push_back(span{kind, number, first, out.text.size(), href});
    };
    if (!m.title.empty()) append_span(span_kind::heading, 2, m.title, {});
    const std::size_t moved = append(m.text);
    for (span s : m.spans)
    {
        s.first += moved;
        s.last += moved;
        out.spans.push_back(s);
    }
    if (!m.link.empty() && m.text.find(m.link) == std::string_view::npos)
        append_span(span_kind::link, 0, m.link, m.link);
    return out;
}

/// One line of a message, for networks whose markup works line by line.
struct line
{
    /// Without its "\n".
    std::string_view text;
    /// The offset of the line in the text.
    std::size_t first = 0;
    /// The quotes, list items, headings and code blocks that cover it, outermost first.
    std::vector<span> blocks;
    /// All other spans, cut to the line; offsets count from its begin. None is empty, begins or ends with white space.
    std::vector<span> spans;

    /// Whether this is the first line of a block.
    [[nodiscard]] bool begins(const span& block) const noexcept { return block.first >= first; }
    /// Whether this is the last line of a block.
    [[nodiscard]] bool ends(const span& block) const noexcept { return block.last <= first + text.size() + 1; }

    /// The innermost block of a kind that covers the line, or nullptr.
    [[nodiscard]] const span* block(span_kind kind) const noexcept
    {
        const auto found =
            std::find_if(blocks.rbegin(), blocks.rend(), [kind](const span& s) { return s.kind == kind; });
        return found == blocks.rend() ? nullptr : &*found;
    }
};

/// Cuts a text into its lines. Linear in the text and the spans, times how deep these are nested.
[[nodiscard]] inline std::vector<line> lines(std::string_view text, const std::vector<span>& spans)
{
    const auto is_block = [](const span& s) {
        return s.kind == span_kind::quote || s.kind == span_kind::list_item || s.kind == span_kind::heading ||
               s.kind == span_kind::code_block;
    };
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    std::vector<line> out;
    std::vector<span> open;
    auto next = spans.begin();
    for (std::size_t first = 0; first <= text.size();)
    {
        const std::size_t last = std::min(text.find('\n', first), text.size());
        line& l = out.emplace_back();
        l.text = text.substr(first, last - first);
        l.first = first;
        open.erase(std::remove_if(open.begin(), open.end(), [first](const span& s) { return s.last <= first; }),
                   open.end());
        for (; next != spans.end() && (next->first < last || next->first == first); ++next)
        {
            if (next->last <= first) continue;
            open.push_back(*next);
            open.back().first = std::max(next->first, first); // one that begins with the line end before begins here
        }
        for (span s : open)
        {
            if (is_block(s))
            {
                l.blocks.push_back(s);
                continue;
            }
            s.first = std::max(s.first, first) - first;
            s.last = std::min(s.last, last) - first;
            while (s.first < s.last && is_space(l.text[s.first])) ++s.first;
            while (s.first < s.last && is_space(l.text[s.last - 1])) --s.last;
            if (s.first < s.last) l.spans.push_back(s);
        }
        first = last + 1;
    }
    return out;
}

/// A JSON string literal, quotes included (RFC 8259 section 7). The text must be UTF-8.
[[nodiscard]] inline std::string json_string(std::string_view text)
{
    constexpr char hex[] = "0123456789abcdef";
    const auto is_escaped = [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; };
    std::string out = "\"";
    out.reserve(text.size() + 2);
    for (auto at = text.begin(); at != text.end(); ++at)
    {
        const auto next = std::find_if(at, text.end(), is_escaped);
        out.append(at, next);
        at = next;
        if (at == text.end()) break;
        if (*at == '"' || *at == '\\')
            (out += '\\') += *at;
        else if (*at == '\n')
            out += "\\n";
        else
        {
            out += "\\u00";
            out += hex[static_cast<unsigned char>(*at) >> 4U];
            out += hex[static_cast<unsigned char>(*at) & 0xFU];
        }
    }
    return out += '"';
}

// ---- headers ---------------------------------------------------------------------------------------------------------

/// Parses the value of a Retry-After header.
///
/// Accepts delay-seconds and the three forms of HTTP-date; a date in the past gives zero.
///
/// @param value   without the header's name
/// @param now_ms  the wall clock, milliseconds since 1970-01-01T00:00:00Z; used for the date forms only
/// @return  time to wait in milliseconds, at most 24 hours; -1 when the value has none of the forms
/// @par Specification
/// RFC 9110 sections 10.2.3 and 5.6.7
[[nodiscard]] std::int64_t parse_retry_after(std::string_view value, std::int64_t now_ms);

/// The longest wait that is believed.
inline constexpr std::int64_t max_retry_after_ms = 86'400'000;

namespace detail {

inline std::optional<std::int64_t> parse_digits(std::string_view text) noexcept
{
    constexpr std::int64_t enough = 1'000'000'000'000;
    if (text.empty()) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : text)
    {
        if (c < '0' || c > '9') return std::nullopt;
        number = std::min(number * 10 + (c - '0'), enough);
    }
    return number;
}

/// "08:49:37" as seconds.
inline std::optional<std::int64_t> parse_time_of_day(std::string_view text) noexcept
{
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    const auto hours = parse_digits(text.substr(0, 2));
    const auto minutes = parse_digits(text.substr(3, 2));
    const auto seconds = parse_digits(text.substr(6));
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
    return *hours * 3600 + *minutes * 60 + *seconds;
}

/// An HTTP-date as milliseconds since 1970: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT" or
/// "Sun Nov  6 08:49:37 1994".
inline std::optional<std::int64_t> parse_http_date(std::string_view text, std::int64_t now_ms)
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; (at = text.find_first_not_of(" ,-", at)) != std::string_view::npos;)
    {
        const auto end = std::min(text.find_first_of(" ,-", at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    const bool asctime = words.size() == 5;
    if (!asctime && (words.size() != 6 || words[5] != "GMT")) return std::nullopt;
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto month_name = words[asctime ? 1 : 2];
    const auto month = month_name.size() == 3 ? months.find(month_name) : std::string_view::npos;
    const auto day = parse_digits(words[asctime ? 2 : 1]);
    const auto year_digits = words[asctime ? 4 : 3];
    auto year = parse_digits(year_digits);
    const auto time = parse_time_of_day(words[asctime ? 3 : 4]);
    if (month == std::string_view::npos || month % 3 != 0 || !day || !year || *year > 9999 || !time)
        return std::nullopt;
    using namespace std::chrono;
    if (year_digits.size() == 2)
    {
        // RFC 9110 section 5.6.7: what seems more than 50 years ahead is the past.
        const int now_year{year_month_day{floor<days>(sys_time<milliseconds>{milliseconds{now_ms}})}.year()};
        *year += now_year / 100 * 100;
        if (*year > now_year + 50) *year -= 100;
    }
    const year_month_day date{std::chrono::year{static_cast<int>(*year)},
                              std::chrono::month{static_cast<unsigned>(month / 3 + 1)},
                              std::chrono::day{static_cast<unsigned>(std::min<std::int64_t>(*day, 99))}};
    if (!date.ok()) return std::nullopt;
    return duration_cast<milliseconds>(sys_days{date}.time_since_epoch()).count() + *time * 1000;
}

} // namespace detail

inline std::int64_t parse_retry_after(std::string_view value, std::int64_t now_ms)
{
    const auto first = value.find_first_not_of(" \t");
    if (first == std::string_view::npos) return -1;
    value = value.substr(first, value.find_last_not_of(" \t") - first + 1);
    if (const auto seconds = detail::parse_digits(value)) return std::min(*seconds * 1000, max_retry_after_ms);
    if (const auto date = detail::parse_http_date(value, now_ms))
        return std::clamp<std::int64_t>(*date - now_ms, 0, max_retry_after_ms);
    return -1;
}

// ---- the border ------------------------------------------------------------------------------------------------------

namespace detail {

inline std::string_view view(mp_string s) noexcept
{
    return s.size == 0 ? std::string_view() : std::string_view(s.data, s.size);
}

inline mp_string borrow(std::string_view s) noexcept { return mp_string{s.data(), s.size()}; }

inline void write(const mp_sink* sink, std::string_view text) noexcept
{
    if (sink != nullptr) sink->write(sink->context, text.data(), text.size());
}

inline settings read_settings(const mp_setting_array& array)
{
    settings out;
    for (std::size_t i = 0; i != array.count; ++i)
    {
        const auto* s = MP_AT(mp_setting, array, i);
        out.insert_or_assign(std::string(view(s->name)), std::string(view(s->value)));
    }
    return out;
}

inline message read_message(const mp_message& m)
{
    message out;
    out.text = view(m.text);
    out.title = view(m.title);
    out.link = view(m.link);
    out.language = view(m.language);
    out.spans.reserve(m.spans.count);
    for (std::size_t i = 0; i != m.spans.count; ++i)
    {
        const auto* s = MP_AT(mp_span, m.spans, i);
        out.spans.push_back(span{static_cast<span_kind>(s->kind), s->number, s->first, s->last, view(s->href)});
    }
    for (std::size_t i = 0; i != m.attachments.count; ++i)
    {
        const auto* a = MP_AT(mp_attachment, m.attachments, i);
        out.attachments.push_back(attachment{view(a->name), view(a->mime_type), view(a->alt_text), a->size});
    }
    return out;
}

inline response read_response(const mp_response& r)
{
    response out;
    out.status = r.status;
    out.body = view(r.body);
    out.headers.reserve(r.headers.count);
    for (std::size_t i = 0; i != r.headers.count; ++i)
    {
        const auto* h = MP_AT(mp_header, r.headers, i);
        out.headers.push_back(header{std::string(view(h->name)), std::string(view(h->value))});
    }
    return out;
}

/// What the host borrows between two steps, in the ABI's shape.
struct action_memory
{
    wanted said;
    mp_request request{};
    std::vector<mp_header> headers;
    std::vector<mp_body_part> body;
    std::vector<mp_setting> changed;
    mp_done done{};
    mp_failure failed{};

    void tell(mp_action& action)
    {
        if (auto* r = std::get_if<request_wanted>(&said))
            tell_request(*r, action);
        else if (auto* s = std::get_if<sleep_wanted>(&said))
        {
            action.kind = MP_ACTION_SLEEP;
            action.sleep_ms = s->ms;
        }
        else if (auto* c = std::get_if<checkpoint_wanted>(&said))
        {
            action.kind = MP_ACTION_CHECKPOINT;
            action.state = borrow(c->state);
        }
        else if (auto* u = std::get_if<settings_wanted>(&said))
        {
            changed.clear();
            for (const auto& [name, value] : u->changed) changed.push_back(mp_setting{borrow(name), borrow(value)});
            action.kind = MP_ACTION_SETTINGS;
            action.settings = mp_setting_array{changed.data(), changed.size(), sizeof(mp_setting)};
        }
        else if (auto* d = std::get_if<success>(&said))
        {
            done = mp_done{};
            done.struct_size = sizeof done;
            done.proof = d->remote_id.empty() ? MP_PROOF_ACCEPTED : MP_PROOF_ID;
            done.remote_id = borrow(d->remote_id);
            done.permalink = borrow(d->permalink);
            done.pause_scope = static_cast<std::uint32_t>(d->pause_scope);
            done.pause_ms = d->pause_ms;
            action.kind = MP_ACTION_DONE;
            action.done = &done;
        }
        else if (auto* f = std::get_if<failure>(&said))
        {
            failed = mp_failure{};
            failed.struct_size = sizeof failed;
            failed.failure_class = static_cast<std::uint32_t>(f->kind);
            failed.code = borrow(f->code);
            failed.what = borrow(f->what);
            failed.advice = borrow(f->advice);
            failed.remote_words = borrow(f->remote_words);
            failed.retry_scope = static_cast<std::uint32_t>(f->retry_scope);
            failed.retry_after_ms = f->retry_after_ms;
            action.kind = MP_ACTION_FAIL;
            action.failure = &failed;
        }
    }

private:
    void tell_request(const request_wanted& r, mp_action& action)
    {
        headers.clear();
        for (const auto& h : r.request.headers) headers.push_back(mp_header{borrow(h.name), borrow(h.value)});
        body.clear();
        for (const auto& p : r.request.body)
        {
            mp_body_part part{};
            part.kind = p.attachment ? MP_BODY_ATTACHMENT : MP_BODY_BYTES;
            part.attachment = p.attachment.value_or(0);
            part.bytes = borrow(p.bytes);
            part.offset = p.offset;
            part.length = p.length;
            body.push_back(part);
        }
        request = mp_request{};
        request.struct_size = sizeof request;
        request.effect = r.effect;
        request.method = borrow(r.request.method);
        request.url = borrow(r.request.url);
        request.headers = mp_header_array{headers.data(), headers.size(), sizeof(mp_header)};
        request.body = mp_body_part_array{body.data(), body.size(), sizeof(mp_body_part)};
        request.timeout_ms = r.request.timeout_ms;
        action.kind = MP_ACTION_REQUEST;
        action.request = &request;
    }
};

/// One live operation: the connector, what it was given, its coroutine, and what the host last borrowed.
template <class Connector>
struct running
{
    settings given;
    Connector connector;
    message m;
    std::string remote_id;
    std::optional<operation> coroutine;
    action_memory memory;

    explicit running(const mp_operation_args& args) : given(read_settings(args.settings)), connector(given)
    {
        if (args.message != nullptr) m = read_message(*args.message);
        m.delivery_id = view(args.delivery_id);
        m.created_at_ms = args.created_at_ms;
        m.checkpoint = view(args.checkpoint);
        remote_id = view(args.remote_id);
        begin(args.kind);
    }

    void end_with(failure f)
    {
        coroutine.reset();
        memory.said = std::move(f);
    }

private:
    void begin(std::uint32_t kind)
    {
        if (kind == MP_DELIVER) coroutine.emplace(connector.deliver(m));
        if constexpr (requires { connector.check(); })
            if (kind == MP_CHECK) coroutine.emplace(connector.check());
        if constexpr (requires { connector.edit(m, std::string_view()); })
            if (kind == MP_EDIT) coroutine.emplace(connector.edit(m, remote_id));
        if constexpr (requires { connector.remove(std::string_view()); })
            if (kind == MP_REMOVE) coroutine.emplace(connector.remove(remote_id));
        if (!coroutine) throw std::invalid_argument("this connector has no such operation");
    }
};

inline failure misbehaved(std::string_view what)
{
    return failed(failure_class::message_rejected, "plugin_misbehaved", std::string(what));
}

/// The ABI's functions over one connector class.
template <class Connector>
struct adapter
{
    using running_type = running<Connector>;

    static std::uint32_t settings_from_url(mp_string url, std::uint32_t flags, const mp_settings_sink* out,
                                           const mp_sink* error)
    {
        if constexpr (requires { Connector::settings_from_url(std::string_view(), true); })
        {
            try
            {
                const auto found = Connector::settings_from_url(view(url), (flags & MP_URL_NAMED) != 0);
                if (!found) return MP_URL_FOREIGN;
                for (const auto& [name, value] : *found) out->set(out->context, borrow(name), borrow(value));
                return MP_URL_TAKEN;
            }
            catch (const std::exception& e)
            {
                write(error, e.what());
            }
            catch (...)
            {
                write(error, "the connector threw something that is no std::exception");
            }
            return MP_URL_BAD;
        }
        else
            return MP_URL_FOREIGN;
    }

    static std::uint32_t render(const mp_message* m, const mp_sink* rendered)
    {
        try
        {
            if constexpr (requires(const message& sample) { Connector::render(sample); })
                write(rendered, Connector::render(read_message(*m)));
            else
                write(rendered, view(m->text));
            return 1;
        }
        catch (...)
        {
            return 0;
        }
    }

    static mp_operation* create(const mp_operation_args* args, const mp_sink* error)
    {
        try
        {
            return reinterpret_cast<mp_operation*>(new running_type(*args));
        }
        catch (const std::exception& e)
        {
            write(error, e.what());
        }
        catch (...)
        {
            write(error, "the connector threw something that is no std::exception");
        }
        return nullptr;
    }

    static void step(mp_operation* operation, const mp_event* event, mp_action* action)
    {
        auto& self = *reinterpret_cast<running_type*>(operation);
        try
        {
            advance(self, *event);
        }
        catch (const std::exception& e)
        {
            self.end_with(misbehaved(e.what()));
        }
        catch (...)
        {
            self.end_with(misbehaved("the connector threw something that is no std::exception"));
        }
        self.memory.tell(*action);
    }

    static void destroy(mp_operation* operation) { delete reinterpret_cast<running_type*>(operation); }

private:
    static void advance(running_type& self, const mp_event& event)
    {
        if (!self.coroutine) return self.end_with(misbehaved("a step after the operation had ended"));
        switch (event.kind)
        {
        case MP_EVENT_START:
        case MP_EVENT_TIMER:
        case MP_EVENT_STORED: break;
        case MP_EVENT_RESPONSE: self.coroutine->state().answer = read_response(*event.response); break;
        case MP_EVENT_IO_ERROR:
            return self.end_with(
                failed(failure_class::unconfirmed, "no_answer", std::string(view(event.io_error->text))));
        case MP_EVENT_CANCEL:
            return self.end_with(failed(failure_class::transient, "cancelled", "The operation was cancelled."));
        default: return self.end_with(misbehaved("an event this connector does not know"));
        }
        auto& state = self.coroutine->state();
        state.now_ms = event.now_ms;
        state.want = std::monostate();
        self.coroutine->resume();
        self.memory.said = std::move(state.want);
        const bool ended =
            std::holds_alternative<success>(self.memory.said) || std::holds_alternative<failure>(self.memory.said);
        if (ended) self.coroutine.reset();
    }
};

template <class Connector>
std::string_view description_of()
{
    if constexpr (requires { Connector::description(); })
        return Connector::description();
    else
        return Connector::description;
}

template <class Connector>
const mp_connector* connector_of()
{
    static const mp_connector c{
        sizeof(mp_connector),         borrow(description_of<Connector>()), &adapter<Connector>::settings_from_url,
        &adapter<Connector>::render,  &adapter<Connector>::create,         &adapter<Connector>::step,
        &adapter<Connector>::destroy,
    };
    return &c;
}

template <class... Connectors>
const mp_plugin* plugin_of() noexcept
{
    try
    {
        static const mp_connector* const connectors[] = {connector_of<Connectors>()...};
        static const mp_plugin p{sizeof(mp_plugin), MP_ABI_MINOR, connectors, sizeof...(Connectors)};
        return &p;
    }
    catch (...)
    {
        return nullptr;
    }
}

} // namespace detail

} // namespace multipost::connector

/// Defines the plugin's entry; names its connector classes. Once a plugin, at namespace scope.
#define MULTIPOST_PLUGIN(...)                                                                                          \
    extern "C" MP_EXPORT const mp_plugin* multipost_plugin_v0(const mp_host*)                                          \
    {                                                                                                                  \
        return ::multipost::connector::detail::plugin_of<__VA_ARGS__>();                                               \
    }

#endif
