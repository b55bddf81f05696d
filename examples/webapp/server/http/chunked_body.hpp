// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_CHUNKED_BODY_HPP
#define WEBAPP_HTTP_CHUNKED_BODY_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace webapp {

/// Takes the chunks of a body apart, octet by octet. No I/O.
///
/// Not Beast's: that of Boost 1.81 takes a bare LF for a part of a quoted chunk extension, where others end the line, and
/// fails an assertion when a last chunk with trailer fields comes in pieces.
///
/// Extensions are skipped. Trailer fields are malformed: nobody here would read them.
///
/// @par Specification
/// RFC 9112 section 7.1
class chunked_body
{
public:
    enum class state {
        size,
        extension,
        size_end,
        data,
        data_end,
        data_end_lf,
        last,
        last_end,
        complete,
        malformed,
        too_large
    };

    /// @param at_most  bytes that the chunks may hold together
    explicit chunked_body(std::size_t at_most) : bytes_left_(at_most) {}

    /// Reads what came, and appends what the chunks hold to a body.
    /// @return  how many bytes it took: all of them, unless it is complete, malformed or too large
    std::size_t consume(std::string_view bytes, std::string& body);

    [[nodiscard]] state at() const noexcept { return state_; }

    [[nodiscard]] bool is_over() const noexcept { return state_ >= state::complete; }

private:
    state after(char c) noexcept;
    state after_digit(unsigned digit) noexcept;

    state state_ = state::size;
    std::size_t bytes_left_;
    std::size_t chunk_bytes_ = 0;
    bool has_digits_ = false;
};

} // namespace webapp

#endif
