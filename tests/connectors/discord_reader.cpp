// SPDX-License-Identifier: BSL-1.0
#include "discord_reader.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

namespace connector_tests {
namespace {

constexpr std::string_view zero_width_space = "\xE2\x80\x8B";

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings)
{
    return std::ranges::any_of(beginnings, [text](std::string_view b) { return text.starts_with(b); });
}

void expect_no_block(std::string_view line)
{
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const auto after_number = line.substr(std::min(line.find_first_not_of("0123456789"), line.size()));
    const bool numbered = after_number.size() < line.size() && after_number.starts_with(". ");
    if (numbered || starts_with_any(line, {"#", ">", "-#", "- ", "* ", "+ "}))
        throw std::runtime_error("begins a heading, small text, quote or list");
}

// What would be markup when it stands without a backslash.
void expect_no_token(char before, std::string_view rest)
{
    const char after = rest.size() > 1 ? rest[1] : '\n';
    switch (rest[0])
    {
    case '*':
    case '`': throw std::runtime_error("formats");
    case '_':
        if (!is_word(before) || !is_word(after)) throw std::runtime_error("formats with _");
        break;
    case '~':
        if (after == '~') throw std::runtime_error("strikes through");
        break;
    case '|':
        if (after == '|') throw std::runtime_error("hides a spoiler");
        break;
    case '<':
        if (starts_with_any(rest, {"<@", "<#", "<:", "<a:", "<t:", "<id:", "</", "<http"}))
            throw std::runtime_error("holds a token");
        break;
    case '[':
        if (rest.find("](") != std::string_view::npos) throw std::runtime_error("links");
        break;
    case '@':
        if (rest.starts_with("@everyone") || rest.starts_with("@here")) throw std::runtime_error("notifies");
        break;
    default: break;
    }
}

// The address that a text begins with, or nothing.
std::string_view address_at(std::string_view text, std::string_view ends)
{
    if (!starts_with_any(text, {"https://", "http://"})) return {};
    return text.substr(0, text.find_first_of(ends));
}

std::string read_line(std::string_view line)
{
    expect_no_block(line);
    std::string seen;
    while (!line.empty())
    {
        const auto bracketed = line[0] == '<' ? address_at(line.substr(1), " \t<>") : std::string_view();
        const bool after_word = !seen.empty() && is_word(seen.back());
        if (line[0] == '\\' && line.size() > 1 && !is_word(line[1]) && line[1] != ' ')
        {
            seen += line[1];
            line.remove_prefix(2);
        }
        else if (!bracketed.empty() && line.substr(bracketed.size() + 1).starts_with('>'))
        {
            seen += bracketed;
            line.remove_prefix(bracketed.size() + 2);
        }
        else if (const auto bare = address_at(line, " \t<"); !bare.empty() && !after_word)
        {
            seen += bare;
            line.remove_prefix(bare.size());
        }
        else
        {
            expect_no_token(seen.empty() ? '\n' : seen.back(), line);
            seen += line[0];
            line.remove_prefix(1);
        }
    }
    return seen;
}

} // namespace

std::string read_as_discord(std::string_view text)
{
    std::string seen;
    for (std::size_t first = 0; first <= text.size();)
    {
        const auto last = std::min(text.find('\n', first), text.size());
        if (first > 0) seen += '\n';
        seen += read_line(text.substr(first, last - first));
        first = last + 1;
    }
    for (auto at = seen.find(zero_width_space); at != std::string::npos; at = seen.find(zero_width_space))
        seen.erase(at, zero_width_space.size());
    return seen;
}

} // namespace connector_tests
