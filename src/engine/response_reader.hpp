// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads one HTTP/1.x response into a http_response. No I/O.
#ifndef MULTIPOST_ENGINE_RESPONSE_READER_HPP
#define MULTIPOST_ENGINE_RESPONSE_READER_HPP

#include "delivery/operation.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstddef>
#include <cstdint>

namespace multipost {

/// The most an answer may hold.
struct answer_limits
{
    std::size_t header_bytes = 16U << 10U;
    std::size_t body_bytes = 1U << 20U;
};

/// Beast's parser with a http_response behind it, and with the bounds and framing rules that the parser leaves out:
/// the header as a whole, trailers and chunk extensions are bounded, and the only transfer coding known is chunked.
///
/// @par Specification
/// RFC 9112 sections 6 and 7
class response_reader final : public boost::beast::http::basic_parser<false>
{
public:
    /// @param no_body  the response is one to HEAD
    response_reader(const answer_limits& limits, bool no_body);

    /// A 1xx answer, which another follows.
    [[nodiscard]] bool is_interim() const noexcept { return response_.status / 100 == 1; }

    /// What the next answer's header may still take, when this one was interim.
    [[nodiscard]] std::size_t header_bytes_left() const noexcept { return header_bytes_left_; }

    /// Leaves this without one.
    [[nodiscard]] http_response take_response() noexcept { return std::move(response_); }

private:
    using error_code = boost::beast::error_code;
    using string_view = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb method, string_view method_text, string_view target, int version,
                         error_code& ec) override;
    void on_response_impl(int status, string_view reason, int version, error_code& ec) override;
    void on_field_impl(boost::beast::http::field id, string_view name, string_view value, error_code& ec) override;
    void on_header_impl(error_code& ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& content_length, error_code& ec) override;
    std::size_t on_body_impl(string_view bytes, error_code& ec) override;
    void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t remaining, string_view bytes, error_code& ec) override;
    void on_finish_impl(error_code& ec) override;

    void count_header_bytes(std::size_t bytes, error_code& ec);

    std::size_t header_bytes_left_;
    bool header_done_ = false;
    http_response response_;
};

} // namespace multipost

#endif
