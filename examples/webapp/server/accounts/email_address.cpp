// SPDX-License-Identifier: BSL-1.0
#include "accounts/email_address.hpp"

#include <algorithm>

namespace webapp {

namespace {

constexpr std::size_t max_bytes = 254;
constexpr std::size_t max_local_bytes = 64;
constexpr std::size_t max_label_bytes = 63;

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_atom_character(char c)
{
    return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view white_space = " \t\r\n";
    const auto first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

/// Calls `check` with each part between dots; false when a part is empty or fails.
template <class Check>
bool each_part(std::string_view text, Check check)
{
    for (;;)
    {
        const auto dot = text.find('.');
        const auto part = text.substr(0, dot);
        if (part.empty() || !check(part)) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_dot_atom(std::string_view text)
{
    return each_part(text,
                     [](std::string_view atom) { return std::all_of(atom.begin(), atom.end(), is_atom_character); });
}

bool is_label(std::string_view label)
{
    return label.size() <= max_label_bytes && is_alphanumeric(label.front()) && is_alphanumeric(label.back()) &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
}

} // namespace

std::string email_key(std::string_view text)
{
    std::string key(trimmed(text));
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return key;
}

std::optional<email_address> parse_email_address(std::string_view text)
{
    text = trimmed(text);
    const auto at = text.rfind('@');
    if (text.size() > max_bytes || at == std::string_view::npos) return std::nullopt;

    const auto local = text.substr(0, at);
    const auto domain = text.substr(at + 1);
    if (local.size() > max_local_bytes || !is_dot_atom(local)) return std::nullopt;
    if (domain.find('.') == std::string_view::npos || !each_part(domain, is_label)) return std::nullopt;
    return email_address{std::string(text), email_key(text)};
}

} // namespace webapp
