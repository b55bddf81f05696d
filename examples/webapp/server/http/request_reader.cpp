// SPDX-License-Identifier: BSL-1.0
#include "http/request_reader.hpp"

#include "http/framing.hpp"
#include "http/target.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace http = boost::beast::http;

namespace webapp {

namespace {

std::string lower_case(std::string_view name)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

constexpr refusal too_large{413, "The body is too large."};

} // namespace

request_reader::request_reader(const http_limits& limits, std::span<const std::string> hosts)
    : limits_(limits),
      hosts_(hosts)
{}

std::size_t request_reader::consume(std::string_view bytes)
{
    has_begun_ = has_begun_ || !bytes.empty();
    std::size_t taken = 0;
    if (state_ == state::head) taken = consume_head(bytes);
    if (state_ == state::body) taken += consume_body(bytes.substr(taken));
    return taken;
}

std::size_t request_reader::consume_head(std::string_view bytes)
{
    const auto end = find_head_end(bytes, scanned_);
    scanned_ = end.scanned;
    is_head_ = bytes.starts_with("HEAD "); // a refusal of it has no body either
    if (end.is_broken)
    {
        refuse({400, "The header block is not made of text lines that end in CR LF."});
        return 0;
    }
    if (end.size > limits_.header_bytes || (end.size == 0 && bytes.size() >= limits_.header_bytes))
    {
        const bool is_one_line = bytes.find('\n') == std::string_view::npos;
        refuse(is_one_line ? refusal{414, "The request target is too long."}
                           : refusal{431, "The header block is too large."});
        return 0;
    }
    if (end.size == 0) return 0;

    framing_rules rules;
    rules.target_bytes = limits_.target_bytes;
    rules.header_count = limits_.header_count;
    rules.body_bytes = limits_.body_bytes;
    rules.hosts = hosts_;
    const auto head = bytes.substr(0, end.size);
    if (const auto wrong = check_head(head, rules))
        refuse(*wrong);
    else
        parse_head(head);
    raw_bytes_ = head.size();
    return head.size();
}

void request_reader::parse_head(std::string_view head)
{
    http::request_parser<http::empty_body> parser;
    parser.header_limit(std::numeric_limits<std::uint32_t>::max()); // both are bounded already
    parser.body_limit(boost::none);
    boost::system::error_code ec;
    parser.put(boost::asio::buffer(head), ec);
    if (ec || !parser.is_header_done()) return refuse({400, "The header block is no HTTP request."});

    const auto& parsed = parser.get();
    const auto target = split_target(parsed.target());
    if (!target) return refuse(target.error());
    auto about = parse_resource(target->resource);
    if (!about) return refuse(about.error());

    request_.method = is_head_ ? "GET" : std::string(parsed.method_string());
    request_.path = std::move(about->path);
    request_.query = std::move(about->query);
    for (const auto& field : parsed)
        request_.headers.emplace_back(lower_case(field.name_string()), std::string(field.value()));

    knows_chunks_ = parsed.version() == 11;
    keeps_alive_ = knows_chunks_ && parser.keep_alive();
    expects_continue_ = knows_chunks_ && parsed.count(http::field::expect) > 0; // check_head() knows what
    if (parser.chunked()) chunks_.emplace(limits_.body_bytes);
    bytes_left_ = static_cast<std::size_t>(parser.content_length().value_or(0));
    state_ = chunks_ || bytes_left_ > 0 ? state::body : state::complete;
}

std::size_t request_reader::consume_body(std::string_view bytes)
{
    if (!chunks_)
    {
        const auto part = bytes.substr(0, bytes_left_);
        request_.body.append(part);
        bytes_left_ -= part.size();
        raw_bytes_ += part.size();
        if (bytes_left_ == 0) state_ = state::complete;
        if (raw_bytes_ > limits_.raw_bytes) refuse(too_large);
        return part.size();
    }

    const auto taken = chunks_->consume(bytes, request_.body);
    raw_bytes_ += taken;
    if (chunks_->at() == chunked_body::state::malformed)
        refuse({400, "The chunks of the body are malformed."});
    else if (chunks_->at() == chunked_body::state::too_large || raw_bytes_ > limits_.raw_bytes)
        refuse(too_large);
    else if (chunks_->at() == chunked_body::state::complete)
        state_ = state::complete;
    return taken;
}

void request_reader::end()
{
    if (!is_over()) refuse({400, "The request ends before its end."});
}

void request_reader::time_out()
{
    if (!is_over()) refuse({408, "The request took too long to arrive."});
}

bool request_reader::take_continue() noexcept
{
    return state_ == state::body && request_.body.empty() && std::exchange(expects_continue_, false);
}

void request_reader::refuse(const refusal& why)
{
    state_ = state::refused;
    refusal_ = why;
}

} // namespace webapp
