// SPDX-License-Identifier: BSL-1.0
#include "engine/prepared_request.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace multipost {

namespace {

io_failure refused(std::string code, std::string text)
{
    io_failure told;
    told.kind = io_error::forbidden;
    told.code = std::move(code);
    told.text = std::move(text);
    return told;
}

bool is_token_character(char c)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_field_value(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

// Fields that frame the message or speak for the connection.
bool is_reserved(std::string_view name)
{
    constexpr std::array<std::string_view, 10> names = {"Host",
                                                        "Content-Length",
                                                        "Transfer-Encoding",
                                                        "Connection",
                                                        "Keep-Alive",
                                                        "Proxy-Connection",
                                                        "Upgrade",
                                                        "TE",
                                                        "Trailer",
                                                        "Expect"};
    return std::any_of(names.begin(), names.end(), [&](std::string_view own) { return beast::iequals(name, own); });
}

// A request that carries content in its meaning says so even when there is none (RFC 9110 section 8.6).
bool expects_content(std::string_view method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

std::optional<asio::const_buffer> view_of(const body_part& part, const std::vector<attachment>& attachments)
{
    if (const auto* text = std::get_if<std::string>(&part)) return asio::buffer(*text);
    const auto& range = std::get<attachment_range>(part);
    if (range.index >= attachments.size() || !attachments[range.index].bytes) return std::nullopt;
    const auto& bytes = *attachments[range.index].bytes;
    if (range.offset > bytes.size() || range.length > bytes.size() - range.offset) return std::nullopt;
    return asio::const_buffer(bytes.data() + range.offset, static_cast<std::size_t>(range.length));
}

void add_field(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

io_result<prepared_request> prepared_request::from(const http_request& request, const destination& to,
                                                   const std::vector<attachment>& attachments,
                                                   std::string_view user_agent)
{
    if (!is_token(request.method)) return refused("method_invalid", "the request's method is not a token");

    prepared_request made;
    made.head_only_ = request.method == "HEAD";
    made.buffers_.reserve(1 + request.body.size());
    made.buffers_.emplace_back();
    for (const auto& part : request.body)
    {
        const auto view = view_of(part, attachments);
        if (!view) return refused("attachment_range_invalid", "the request's body names bytes that no attachment has");
        if (view->size() > 0) made.buffers_.push_back(*view);
    }
    const auto body_bytes = asio::buffer_size(made.buffers_);

    auto& head = made.head_;
    head.reserve(512);
    head.append(request.method).append(" ").append(to.target).append(" HTTP/1.1\r\n");
    add_field(head, "Host", to.host_field);
    bool has_user_agent = user_agent.empty();
    bool has_accept = false;
    bool has_accept_encoding = false;
    for (const auto& [name, value] : request.headers)
    {
        if (!is_token(name)) return refused("header_invalid", "a header's name is not a token");
        if (is_reserved(name)) return refused("header_reserved", "the header " + name + " is the host's to set");
        if (!is_field_value(value))
            return refused("header_invalid", "the value of the header " + name + " holds a control character");
        has_user_agent = has_user_agent || beast::iequals(name, "User-Agent");
        has_accept = has_accept || beast::iequals(name, "Accept");
        has_accept_encoding = has_accept_encoding || beast::iequals(name, "Accept-Encoding");
        add_field(head, name, value);
    }
    if (!has_user_agent) add_field(head, "User-Agent", user_agent);
    if (!has_accept) add_field(head, "Accept", "*/*");
    if (!has_accept_encoding) add_field(head, "Accept-Encoding", "identity");
    if (body_bytes > 0 || expects_content(request.method))
        add_field(head, "Content-Length", std::to_string(body_bytes));
    head.append("\r\n");
    return made;
}

void prepared_request::coalesce(std::size_t size)
{
    std::size_t taken = 1;
    while (taken < buffers_.size() && head_.size() < size)
    {
        auto& part = buffers_[taken];
        const auto bytes = std::min(part.size(), size - head_.size());
        head_.append(static_cast<const char*>(part.data()), bytes);
        part += bytes;
        if (part.size() == 0) ++taken;
    }
    buffers_.erase(buffers_.begin() + 1, buffers_.begin() + static_cast<std::ptrdiff_t>(taken));
}

std::span<const asio::const_buffer> prepared_request::buffers()
{
    buffers_.front() = asio::buffer(head_);
    return buffers_;
}

} // namespace multipost
