// SPDX-License-Identifier: BSL-1.0
#include "model/secret_mask.hpp"

#include "model/unescape.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

namespace multipost {

namespace {

constexpr std::size_t short_bytes = 6;

std::string base64(std::string_view bytes)
{
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0'); // EVP_EncodeBlock ends with a NUL
    const auto written =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(written));
    return out;
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

bool is_base64(char c) noexcept { return is_letter_or_digit(c) || c == '+' || c == '/' || c == '-' || c == '_'; }

bool stands_alone(std::string_view text, std::size_t first, std::size_t last) noexcept
{
    return (first == 0 || !is_letter_or_digit(text[first - 1])) &&
           (last == text.size() || !is_letter_or_digit(text[last]));
}

/// In order; what overlaps is one.
std::vector<secret_range> merged(std::vector<secret_range> hits)
{
    std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<secret_range> out;
    for (const auto& h : hits)
    {
        if (out.empty() || h.first >= out.back().last)
            out.push_back(h);
        else
            out.back().last = std::max(out.back().last, h.last);
    }
    return out;
}

} // namespace

void secret_mask::add(const secret_string& secret)
{
    const auto text = secret.reveal();
    add_spelling(secret);
    // Part of a URL is kept as it is written there; a server that answers has decoded it.
    const traced_text written(text);
    for (const auto& decoded : {written.percent_decoded(), written.form_decoded()})
        if (decoded.text() != text) add_spelling(secret_string(decoded.text()));
}

void secret_mask::add_setting(const secret_string& value)
{
    constexpr std::size_t least_bytes = 8;
    add(value);
    if (value.reveal().find("://") != std::string_view::npos) add_pieces_of_url(value.reveal(), least_bytes);
}

void secret_mask::add_pieces_of_url(std::string_view url, std::size_t least_bytes)
{
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    const auto host_end = std::min(url.find_first_of("/?#"), url.size());
    const auto user_end = url.substr(0, host_end).rfind('@');
    const auto user = user_end == std::string_view::npos ? std::string_view() : url.substr(0, user_end);
    for (auto rest : {user, url.substr(host_end)})
    {
        while (!rest.empty())
        {
            const auto end = std::min(rest.find_first_of("/?#&=:"), rest.size());
            if (end >= least_bytes) add(secret_string(rest.substr(0, end)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

void secret_mask::add_spelling(const secret_string& secret)
{
    const auto text = secret.reveal();
    if (text.empty()) return;

    const bool is_short = text.size() < short_bytes;
    add_form({secret, is_short});
    const auto whole = base64(text);
    for (const auto& encoded : {whole, without_padding(whole)})
    {
        add_form({secret_string(encoded), is_short});
        add_form({secret_string(url_safe(encoded)), is_short});
    }
    if (is_short) return;

    // Within a longer text the secret begins at any of three places of a group of four characters. It alone decides the
    // characters in its middle; those at its ends hold bits of its neighbours too.
    for (const std::size_t before : {0U, 1U, 2U})
    {
        const auto first = (8 * before + 5) / 6;
        const auto last = 8 * (before + text.size()) / 6;
        const auto middle = base64(std::string(before, '\0').append(text)).substr(first, last - first);
        const bool shares_before = before != 0;
        const bool shares_after = (before + text.size()) % 3 != 0;
        add_form({secret_string(middle), false, shares_before, shares_after});
        add_form({secret_string(url_safe(middle)), false, shares_before, shares_after});
    }
}

void secret_mask::add_form(form f)
{
    if (std::find(forms_.begin(), forms_.end(), f) == forms_.end()) forms_.push_back(std::move(f));
}

std::string secret_mask::operator()(std::string_view text) const
{
    std::string out;
    std::size_t at = 0;
    for (const auto& secret : find(text))
    {
        out.append(text.substr(at, secret.first - at)).append(shown);
        at = secret.last;
    }
    return out.append(text.substr(at));
}

std::vector<secret_range> secret_mask::find(std::string_view text) const
{
    std::vector<secret_range> hits;
    const auto search = [&](const traced_text& in) {
        const std::string_view searched = in.text();
        for (const auto& f : forms_)
        {
            const auto wanted = f.text.reveal();
            for (auto at = searched.find(wanted); at != searched.npos; at = searched.find(wanted, at + 1))
            {
                const auto end = at + wanted.size();
                if (f.stands_alone && !stands_alone(searched, at, end)) continue;
                const bool one_before = f.shares_before && at != 0 && is_base64(searched[at - 1]);
                const bool one_after = f.shares_after && end != searched.size() && is_base64(searched[end]);
                hits.push_back({in.origin(at - (one_before ? 1 : 0)), in.origin(end + (one_after ? 1 : 0))});
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
    return merged(std::move(hits));
}

} // namespace multipost
