// SPDX-License-Identifier: BSL-1.0
#include "delivery/request_check.hpp"

#include <algorithm>
#include <array>

namespace multipost {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_checkpoint_bytes = 64U << 10U;
constexpr std::chrono::milliseconds max_sleep{600'000};

bool is_token(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               "!#$%&'*+-.^_`|~"sv.find(c) != std::string_view::npos;
    });
}

bool same_name(std::string_view a, std::string_view lower_case) noexcept
{
    return std::equal(a.begin(), a.end(), lower_case.begin(), lower_case.end(), [](char x, char y) {
        return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
    });
}

bool belongs_to_the_host(std::string_view name) noexcept
{
    static constexpr std::array names{"host"sv,
                                      "content-length"sv,
                                      "connection"sv,
                                      "transfer-encoding"sv,
                                      "te"sv,
                                      "trailer"sv,
                                      "upgrade"sv,
                                      "keep-alive"sv,
                                      "expect"sv,
                                      "proxy-authorization"sv,
                                      "proxy-connection"sv};
    return std::any_of(names.begin(), names.end(), [name](std::string_view n) { return same_name(name, n); });
}

bool has_user_information(std::string_view url) noexcept
{
    const auto authority = url.find("//");
    if (authority == std::string_view::npos) return false;
    const auto end = url.find_first_of("/?#", authority + 2);
    return url.substr(authority, end - authority).find('@') != std::string_view::npos;
}

std::string_view wrong_with_url(std::string_view url, const std::vector<permitted_origin>& origins)
{
    const auto origin = origin_of(url);
    if (!origin) return "a URL that is neither http nor https or is malformed";
    if (has_user_information(url)) return "a URL with user information in it";
    if (std::find(origins.begin(), origins.end(), *origin) == origins.end())
        return "a URL outside the hosts it names and the channel's own";
    return {};
}

std::string_view wrong_with_headers(const http_headers& headers) noexcept
{
    for (const auto& [name, value] : headers)
    {
        if (!is_token(name)) return "a header whose name is none";
        if (value.find_first_of("\r\n\0"sv) != std::string::npos) return "a header with a line break or NUL in it";
        if (belongs_to_the_host(name)) return "a header that is the host's to set";
    }
    return {};
}

} // namespace

std::string_view wrong_with(const http_request& request, const std::vector<permitted_origin>& origins,
                            const std::vector<std::uint64_t>& attachment_bytes)
{
    if (to_string(request.effect).empty()) return "a request of an unknown effect";
    if (!is_token(request.method) || request.method == "CONNECT" || request.method == "TRACE" ||
        request.method == "HEAD")
        return "a request with a method that is not allowed";
    if (request.timeout.count() < 0) return "a negative timeout";
    if (const auto wrong = wrong_with_url(request.url, origins); !wrong.empty()) return wrong;
    if (const auto wrong = wrong_with_headers(request.headers); !wrong.empty()) return wrong;
    for (const auto& part : request.body)
        if (const auto* range = std::get_if<attachment_range>(&part))
        {
            if (range->index >= attachment_bytes.size()) return "an attachment the message does not have";
            const auto size = attachment_bytes[range->index];
            if (range->offset > size || range->length > size - range->offset)
                return "bytes beyond the end of an attachment";
        }
    return {};
}

std::string_view wrong_with(const sleep_for& wanted) noexcept
{
    return wanted.time.count() < 0 || wanted.time > max_sleep ? "a wait that is not between 0 and 600 seconds"sv : ""sv;
}

std::string_view wrong_with(const store_checkpoint& wanted) noexcept
{
    return wanted.state.size() > max_checkpoint_bytes ? "a checkpoint of more than 64 KiB"sv : ""sv;
}

std::string_view wrong_with(const done& claimed) noexcept
{
    switch (claimed.proof)
    {
    case proof::id: return claimed.remote_id.empty() ? "a delivery proved by an id that is empty"sv : ""sv;
    case proof::accepted: return {};
    case proof::none: break;
    }
    return "a delivery without proof";
}

} // namespace multipost
