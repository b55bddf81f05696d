// SPDX-License-Identifier: BSL-1.0
#include "discord_reader.hpp"

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace connector_tests {
namespace {

constexpr std::string_view zero_width_space = "\xE2\x80\x8B";

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

void expect_no_block(const std::string& line)
{
    static const std::regex block("^[ \\t]*(#|>|-#|[-*+] |[0-9]+\\. )");
    if (std::regex_search(line, block)) throw std::runtime_error("begins a heading, small text, quote or list");
}

// What would be markup when it stands without a backslash.
void expect_no_token(const std::string& line, std::size_t at)
{
    const char before = at == 0 ? '\n' : line[at - 1];
    const char after = at + 1 < line.size() ? line[at + 1] : '\n';
    const auto rest = std::string_view(line).substr(at);
    switch (line[at])
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
        if (std::regex_search(std::string(rest), std::regex("^<(@|#|a?:|t:|id:|/|https?:)")))
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

std::string read_line(const std::string& line)
{
    static const std::regex bare_address("^https?://[^ \\t<]+");
    static const std::regex address("^<(https?://[^ \\t<>]+)>");
    expect_no_block(line);
    std::string seen;
    for (std::size_t i = 0; i < line.size(); ++i)
    {
        const auto rest = line.begin() + static_cast<std::ptrdiff_t>(i);
        std::smatch found;
        if (line[i] == '\\' && i + 1 < line.size() && !is_word(line[i + 1]) && line[i + 1] != ' ')
        {
            seen += line[++i];
            continue;
        }
        if (line[i] == '<' && std::regex_search(rest, line.end(), found, address))
            seen += found.str(1);
        else if (line[i] == 'h' && (i == 0 || !is_word(line[i - 1])) &&
                 std::regex_search(rest, line.end(), found, bare_address))
            seen += found.str();
        else
        {
            expect_no_token(line, i);
            seen += line[i];
            continue;
        }
        i += static_cast<std::size_t>(found.length()) - 1;
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
        seen += read_line(std::string(text.substr(first, last - first)));
        first = last + 1;
    }
    for (auto at = seen.find(zero_width_space); at != std::string::npos; at = seen.find(zero_width_space))
        seen.erase(at, zero_width_space.size());
    return seen;
}

} // namespace connector_tests
