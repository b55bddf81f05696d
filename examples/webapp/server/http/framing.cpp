// SPDX-License-Identifier: BSL-1.0
#include "http/framing.hpp"

#include "http/target.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/authority_view.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <cstdint>
#include <utility>

namespace urls = boost::urls;
using boost::beast::iequals;

namespace webapp {

namespace {

constexpr std::string_view line_end = "\r\n";

/// What nginx speaks to the servers behind it unless it is told otherwise.
constexpr std::string_view http_1_0 = "HTTP/1.0";

constexpr std::array<std::string_view, 7> known_methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

/// Fields of which a second one would be a second opinion. Host, Content-Length and Transfer-Encoding have words of their
/// own.
constexpr std::array<std::string_view, 7> single_fields{
    "authorization", "content-type", "expect", "idempotency-key", "origin", "referer", "sec-fetch-site"};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_visible(char c) noexcept { return c > ' ' && c < '\x7F'; }

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }

bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

/// RFC 9110 section 5.6.2
bool is_token(std::string_view text) noexcept
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return is_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
    });
}

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Cuts the first line off, without its CR LF.
std::string_view take_line(std::string_view& text) noexcept
{
    const auto line = text.substr(0, text.find(line_end));
    text.remove_prefix(std::min(text.size(), line.size() + line_end.size()));
    return line;
}

/// A name or an IP address, and a port or none. Narrower than RFC 3986's reg-name: no percent-encoding, no sub-delimiters.
bool is_host_and_port(std::string_view text)
{
    const auto parsed = urls::parse_authority(text);
    if (!parsed || parsed->has_userinfo()) return false;
    if (parsed->has_port() && parsed->port_number() == 0) return false; // empty, 0 or beyond 65,535
    switch (parsed->host_type())
    {
    case urls::host_type::ipv4:
    case urls::host_type::ipv6: return true;
    case urls::host_type::name: break;
    default: return false;
    }
    const std::string_view name = parsed->encoded_host();
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
    });
}

struct request_line
{
    std::string_view method;
    std::string_view target;
    std::string_view version;
};

std::optional<refusal> check_version(std::string_view version) noexcept
{
    constexpr std::string_view name = "HTTP/";
    if (version.size() != name.size() + 3 || !version.starts_with(name) || !is_digit(version[5]) || version[6] != '.' ||
        !is_digit(version[7]))
        return refusal{400, "The request line does not end in an HTTP version."};
    if (version != "HTTP/1.1" && version != http_1_0) return refusal{400, "The HTTP version is neither 1.1 nor 1.0."};
    return std::nullopt;
}

std::optional<refusal> check_request_line(std::string_view line, const framing_rules& rules,
                                          request_line& parts) noexcept
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == last) return refusal{400, "The request line is not a method, a target and a version."};
    parts = {line.substr(0, first), line.substr(first + 1, last - first - 1), line.substr(last + 1)};

    if (!is_token(parts.method)) return refusal{400, "The request method is no token."};
    if (parts.target.empty() || !std::all_of(parts.target.begin(), parts.target.end(), is_visible))
        return refusal{400, "The request target holds what no URI holds."};
    if (auto wrong = check_version(parts.version)) return wrong;
    if (std::find(known_methods.begin(), known_methods.end(), parts.method) == known_methods.end())
        return refusal{501, "The request method is not known here."};
    if (parts.target.size() > rules.target_bytes) return refusal{414, "The request target is too long."};
    return std::nullopt;
}

struct field
{
    std::string_view name;
    std::string_view value;
};

std::optional<refusal> check_field_line(std::string_view line, field& parts) noexcept
{
    if (is_blank(line.front())) return refusal{400, "A header line is folded."};
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return refusal{400, "A header line has no colon."};
    parts = {line.substr(0, colon), trimmed(line.substr(colon + 1))};
    if (!is_token(parts.name)) return refusal{400, "A header name is no token."};
    if (std::any_of(parts.value.begin(), parts.value.end(), [](char c) { return is_control(c) && c != '\t'; }))
        return refusal{400, "A header value holds a control character."};
    return std::nullopt;
}

/// The fields that say whom a request is for and where it ends.
struct framing_fields
{
    std::optional<std::string_view> host;
    std::optional<std::string_view> content_length;
    std::optional<std::string_view> transfer_encoding;
    std::optional<std::string_view> expect;
    std::bitset<single_fields.size()> seen;
};

/// @return  whether it is the first of its name
bool keep(std::optional<std::string_view>& kept, std::string_view value) noexcept
{
    return !std::exchange(kept, value).has_value();
}

std::optional<refusal> note_field(const field& f, framing_fields& fields) noexcept
{
    if (iequals(f.name, "host") && !keep(fields.host, f.value)) return refusal{400, "There is more than one Host."};
    if (iequals(f.name, "content-length") && !keep(fields.content_length, f.value))
        return refusal{400, "There is more than one Content-Length."};
    if (iequals(f.name, "transfer-encoding") && !keep(fields.transfer_encoding, f.value))
        return refusal{400, "There is more than one Transfer-Encoding."};
    if (iequals(f.name, "expect")) fields.expect = f.value;
    for (std::size_t i = 0; i < single_fields.size(); ++i)
    {
        if (!iequals(f.name, single_fields[i])) continue;
        if (fields.seen[i]) return refusal{400, "A header that may stand once stands twice."};
        fields.seen[i] = true;
    }
    return std::nullopt;
}

/// RFC 9112 sections 3.2 and 3.3. Where the target names a host too, it is the same one.
std::optional<refusal> check_host(const request_line& line, std::optional<std::string_view> host,
                                  const framing_rules& rules)
{
    if (!host) return refusal{400, "There is no Host."};
    if (!is_host_and_port(*host)) return refusal{400, "The Host is no host name or address."};
    const auto target = split_target(line.target);
    if (!target) return target.error();
    if (target->resource == "*" && line.method != "OPTIONS")
        return refusal{400, "Only OPTIONS is asked of the server as a whole."};
    if (!target->authority.empty() && !iequals(target->authority, *host))
        return refusal{400, "The request target names another host than Host."};
    if (rules.hosts.empty()) return std::nullopt;
    if (std::none_of(rules.hosts.begin(), rules.hosts.end(), [&](const auto& ours) { return iequals(*host, ours); }))
        return refusal{421, "This server does not go by the name in Host."};
    return std::nullopt;
}

bool has_no_body(std::string_view method) noexcept
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

/// RFC 9112 section 6
std::optional<refusal> check_body_length(const request_line& line, const framing_fields& fields,
                                         const framing_rules& rules) noexcept
{
    constexpr refusal unexpected{400, "A request of this method has no body."};
    if (fields.transfer_encoding)
    {
        if (fields.content_length) return refusal{400, "There is a Transfer-Encoding beside a Content-Length."};
        if (line.version == http_1_0) return refusal{400, "HTTP/1.0 knows no Transfer-Encoding."};
        if (fields.transfer_encoding->empty()) return refusal{400, "The Transfer-Encoding is empty."};
        if (!iequals(*fields.transfer_encoding, "chunked"))
            return refusal{501, "The only transfer coding known here is chunked, once."};
        if (has_no_body(line.method)) return unexpected;
        return std::nullopt;
    }
    if (!fields.content_length) return std::nullopt;

    const auto text = *fields.content_length;
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
        return refusal{400, "The Content-Length is no number."};
    std::uint64_t length = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (failed != std::errc() || length > rules.body_bytes) return refusal{413, "The body is too large."};
    if (length > 0 && has_no_body(line.method)) return unexpected;
    return std::nullopt;
}

} // namespace

head_end find_head_end(std::string_view bytes, std::size_t scanned) noexcept
{
    head_end out;
    for (auto at = scanned; at < bytes.size(); ++at)
    {
        out.scanned = at;
        if (bytes[at] == '\r')
        {
            if (at + 1 == bytes.size()) return out;
            if (bytes[at + 1] != '\n' || at == 0)
            {
                out.is_broken = true;
                return out;
            }
            if (bytes[at - 1] == '\n')
            {
                out.size = at + line_end.size();
                return out;
            }
            ++at;
        }
        else if (is_control(bytes[at]) && bytes[at] != '\t')
        {
            out.is_broken = true;
            return out;
        }
    }
    out.scanned = bytes.size();
    return out;
}

std::optional<refusal> check_head(std::string_view head, const framing_rules& rules)
{
    if (!head.ends_with("\r\n\r\n")) return refusal{400, "The header block has no end."};
    head.remove_suffix(line_end.size());

    request_line line;
    if (auto wrong = check_request_line(take_line(head), rules, line)) return wrong;

    framing_fields fields;
    for (std::size_t count = 1; !head.empty(); ++count)
    {
        if (count > rules.header_count) return refusal{431, "There are too many header lines."};
        field f;
        const auto text = take_line(head);
        if (text.empty()) return refusal{400, "The header block ends before its end."};
        if (auto wrong = check_field_line(text, f)) return wrong;
        if (auto wrong = note_field(f, fields)) return wrong;
    }

    if (auto wrong = check_host(line, fields.host, rules)) return wrong;
    if (auto wrong = check_body_length(line, fields, rules)) return wrong;
    if (fields.expect && !iequals(*fields.expect, "100-continue"))
        return refusal{417, "The only expectation met here is 100-continue."};
    return std::nullopt;
}

} // namespace webapp
