// SPDX-License-Identifier: BSL-1.0
#include "http/chunked_body.hpp"

#include <algorithm>
#include <optional>

namespace webapp {

namespace {

std::optional<unsigned> hexadecimal(char c) noexcept
{
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

bool is_control(char c) noexcept { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F'; }

} // namespace

std::size_t chunked_body::consume(std::string_view bytes, std::string& body)
{
    std::size_t taken = 0;
    while (taken < bytes.size() && !is_over())
    {
        if (state_ != state::data)
        {
            state_ = after(bytes[taken++]);
            continue;
        }
        const auto part = bytes.substr(taken, chunk_bytes_);
        body.append(part);
        taken += part.size();
        chunk_bytes_ -= part.size();
        if (chunk_bytes_ == 0) state_ = state::data_end;
    }
    return taken;
}

chunked_body::state chunked_body::after(char c) noexcept
{
    const auto wants = [&](char wanted, state next) { return c == wanted ? next : state::malformed; };
    switch (state_)
    {
    case state::size:
        if (const auto digit = hexadecimal(c)) return after_digit(*digit);
        if (!has_digits_) return state::malformed;
        return c == ';' ? state::extension : wants('\r', state::size_end);
    case state::extension:
        if (c == '\r') return state::size_end;
        return is_control(c) ? state::malformed : state::extension;
    case state::size_end:
        has_digits_ = false;
        bytes_left_ -= chunk_bytes_;
        return wants('\n', chunk_bytes_ > 0 ? state::data : state::last);
    case state::data_end: return wants('\r', state::data_end_lf);
    case state::data_end_lf: return wants('\n', state::size);
    case state::last: return wants('\r', state::last_end);
    case state::last_end: return wants('\n', state::complete);
    default: return state_;
    }
}

chunked_body::state chunked_body::after_digit(unsigned digit) noexcept
{
    // Too large long before it could overflow: what is left fits into memory.
    chunk_bytes_ = chunk_bytes_ * 16 + digit;
    has_digits_ = true;
    return chunk_bytes_ > bytes_left_ ? state::too_large : state::size;
}

} // namespace webapp
