// SPDX-License-Identifier: BSL-1.0
#include "model/secret_mask.hpp"

#include "model/unescape.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

namespace multipost {

namespace {

constexpr std::size_t short_bytes = 6;
constexpr std::string_view mask = "***";

/// Half-open range of bytes of the text to mask.
struct hit
{
    std::size_t first;
    std::size_t last;
};

std::string base64(std::string_view bytes)
{
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0'); // EVP_EncodeBlock ends with a NUL
    const auto written =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(written));
    return out;
}

/// The base64 characters that a secret alone decides when `before` bytes (modulo 3) stand before it in the encoded text.
std::string base64_middle(std::string_view secret, std::size_t before)
{
    const auto first = (8 * before + 5) / 6;
    const auto last = 8 * (before + secret.size()) / 6;
    return base64(std::string(before, '\0').append(secret)).substr(first, last - first);
}

std::string without_padding(std::string text)
{
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

/// RFC 4648 section 5.
std::string url_safe(std::string text)
{
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

bool is_letter_or_digit(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool stands_alone(std::string_view text, hit at) noexcept
{
    return (at.first == 0 || !is_letter_or_digit(text[at.first - 1])) &&
           (at.last == text.size() || !is_letter_or_digit(text[at.last]));
}

std::string masked(std::string_view text, std::vector<hit> hits)
{
    std::sort(hits.begin(), hits.end(), [](const hit& a, const hit& b) { return a.first < b.first; });
    std::string out;
    std::size_t at = 0;
    for (const auto& h : hits)
    {
        if (h.first >= at) out.append(text.substr(at, h.first - at)).append(mask);
        at = std::max(at, h.last);
    }
    return out.append(text.substr(at));
}

} // namespace

void secret_mask::add(const secret_string& secret)
{
    const auto text = secret.reveal();
    if (text.empty()) return;

    const bool is_short = text.size() < short_bytes;
    const auto add_form = [&](std::string form_text) {
        const auto same = [&](const form& f) { return f.text.reveal() == form_text && f.stands_alone == is_short; };
        if (std::none_of(forms_.begin(), forms_.end(), same)) forms_.push_back({secret_string(form_text), is_short});
    };
    const auto add_base64 = [&](const std::string& encoded) {
        add_form(encoded);
        add_form(url_safe(encoded));
    };

    add_form(std::string(text));
    add_base64(base64(text));
    add_base64(without_padding(base64(text)));
    if (is_short) return;
    for (const std::size_t before : {0U, 1U, 2U}) add_base64(base64_middle(text, before));
}

std::string secret_mask::operator()(std::string_view text) const
{
    std::vector<hit> hits;
    const auto search = [&](const traced_text& in) {
        const std::string_view searched = in.text();
        for (const auto& f : forms_)
        {
            const auto wanted = f.text.reveal();
            for (auto at = searched.find(wanted); at != searched.npos; at = searched.find(wanted, at + 1))
            {
                const hit found{at, at + wanted.size()};
                if (!f.stands_alone || stands_alone(searched, found))
                    hits.push_back({in.origin(found.first), in.origin(found.last)});
            }
        }
    };
    const auto search_urls_too = [&](const traced_text& in) {
        search(in);
        if (in.text().find('%') != std::string::npos) search(in.percent_decoded());
        if (in.text().find('+') != std::string::npos) search(in.form_decoded());
    };

    // A request body is JSON, and a dry run shows it as a string within JSON.
    constexpr int json_levels = 2;
    traced_text level(text);
    search_urls_too(level);
    for (int i = 0; i != json_levels && level.text().find('\\') != std::string::npos; ++i)
    {
        level = level.json_unescaped();
        search_urls_too(level);
    }
    return masked(text, std::move(hits));
}

} // namespace multipost
