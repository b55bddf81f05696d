// SPDX-License-Identifier: BSL-1.0
#include "engine/response_reader.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace multipost {

namespace {

std::string lower_case(beast::string_view name)
{
    std::string lower(name.size(), '\0');
    std::transform(name.begin(), name.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

} // namespace

response_reader::response_reader(const answer_limits& limits, bool no_body) : header_bytes_left_(limits.header_bytes)
{
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    body_limit(limits.body_bytes);
    eager(true);
    skip(no_body);
}

void response_reader::on_request_impl(http::verb, string_view, string_view, int, error_code&) {}

void response_reader::on_response_impl(int status, string_view reason, int, error_code& ec)
{
    if (status < 100 || status == 101) // nobody asked to switch protocols
        ec = http::error::bad_status;
    else
        count_header_bytes(reason.size() + sizeof "HTTP/1.1 200 \r", ec);
    response_.status = static_cast<unsigned>(status);
}

void response_reader::on_field_impl(http::field id, string_view name, string_view value, error_code& ec)
{
    count_header_bytes(name.size() + value.size() + sizeof ": \r", ec);
    if (header_done_) return; // a trailer
    // The parser would take an answer in an unknown coding for one that lasts until the connection closes.
    if (id == http::field::transfer_encoding && !beast::iequals(value, "chunked"))
        ec = http::error::bad_transfer_encoding;
    if (!ec) response_.headers.emplace_back(lower_case(name), std::string(value));
}

void response_reader::on_header_impl(error_code&) { header_done_ = true; }

void response_reader::on_body_init_impl(const boost::optional<std::uint64_t>& content_length, error_code&)
{
    // Within body_limit: the parser has looked.
    if (content_length) response_.body.reserve(static_cast<std::size_t>(*content_length));
}

std::size_t response_reader::on_body_impl(string_view bytes, error_code&)
{
    response_.body.append(bytes.data(), bytes.size());
    return bytes.size();
}

void response_reader::on_chunk_header_impl(std::uint64_t, string_view extensions, error_code& ec)
{
    count_header_bytes(extensions.size(), ec);
}

std::size_t response_reader::on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&)
{
    response_.body.append(bytes.data(), bytes.size());
    return bytes.size();
}

void response_reader::on_finish_impl(error_code&) {}

void response_reader::count_header_bytes(std::size_t bytes, error_code& ec)
{
    if (bytes > header_bytes_left_)
        ec = http::error::header_limit;
    else
        header_bytes_left_ -= bytes;
}

} // namespace multipost
