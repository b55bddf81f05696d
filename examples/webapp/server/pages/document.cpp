// SPDX-License-Identifier: BSL-1.0
#include "pages/document.hpp"

#include <sodium.h>

#include <array>
#include <ranges>
#include <string>

namespace webapp {

namespace {

constexpr std::string_view placeholder = "__CSP_NONCE__";

// 128 bits, as Content Security Policy Level 3 section 7.1 asks for.
std::string new_nonce()
{
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<unsigned char, 16> random{};
    randombytes_buf(random.data(), random.size());
    std::array<char, sodium_base64_ENCODED_LEN(random.size(), variant)> text{};
    sodium_bin2base64(text.data(), text.size(), random.data(), random.size(), variant);
    return text.data();
}

// Nothing but the pages' own files, and styles that they make while they run. Pictures may be data: icons in style sheets are.
// OWASP ASVS 5.0 V3.4.3.
std::string policy(std::string_view nonce)
{
    std::string told("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
    told += nonce;
    return told += "'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
                   "frame-ancestors 'none'; object-src 'none'";
}

} // namespace

document::document(std::string_view html)
{
    for (auto at = html.find(placeholder); at != std::string_view::npos; at = html.find(placeholder))
    {
        pieces_.push_back(html.substr(0, at));
        html.remove_prefix(at + placeholder.size());
    }
    pieces_.push_back(html);
}

response document::answer(unsigned status) const
{
    const auto nonce = new_nonce();
    response told;
    told.status = status;
    told.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    told.headers.emplace_back("Cache-Control", "no-store");
    told.headers.emplace_back("Content-Security-Policy", policy(nonce));
    told.body = pieces_.front();
    for (const auto piece : pieces_ | std::views::drop(1)) told.body.append(nonce).append(piece);
    return told;
}

} // namespace webapp
