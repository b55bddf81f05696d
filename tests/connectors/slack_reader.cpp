// SPDX-License-Identifier: BSL-1.0
#include "slack_reader.hpp"

#include <algorithm>
#include <stdexcept>

namespace connector_tests {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// A marker opens where no word and no soft hyphen is before it, and closes where none is after it.
bool would_format(const std::string& line, char marker)
{
    const auto opens = [&](std::size_t i) {
        return i == 0 || !(is_word(line[i - 1]) || (i >= 2 && line.compare(i - 2, 2, "\xC2\xAD") == 0));
    };
    const auto closes = [&](std::size_t i) {
        return i + 1 == line.size() || !(is_word(line[i + 1]) || line.compare(i + 1, 2, "\xC2\xAD") == 0);
    };
    for (auto open = line.find(marker); open != std::string::npos; open = line.find(marker, open + 1))
    {
        if (!opens(open)) continue;
        for (auto close = line.find(marker, open + 1); close != std::string::npos; close = line.find(marker, close + 1))
            if (closes(close)) return true;
    }
    return false;
}

// Where an address ends that begins at `first`; `first` when none does.
std::size_t end_of_address(std::string_view line, std::size_t first)
{
    const auto rest = line.substr(first);
    const bool begins =
        (rest.starts_with("https://") || rest.starts_with("http://")) && (first == 0 || !is_word(line[first - 1]));
    if (!begins) return first;
    const auto blank = std::min(line.find_first_of(" \t\"`", first), line.size());
    const auto bracket = std::min(line.find("&lt;", first), line.find("&gt;", first));
    return std::min(blank, bracket);
}

// Addresses become links before anything else is looked for.
std::string without_addresses(std::string_view line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size();)
    {
        const auto end = end_of_address(line, i);
        if (end == i)
            out += line[i++];
        else
        {
            out += "link";
            i = end;
        }
    }
    return out;
}

void expect_no_markup(const std::string& line)
{
    const auto rest = without_addresses(line);
    for (const char marker : std::string_view("*_~`"))
        if (would_format(rest, marker)) throw std::runtime_error(std::string("formats with ") + marker);
    if (line.starts_with("&gt;") || line.starts_with("\xEF\xBC\x9E")) throw std::runtime_error("quotes");
}

bool has_bare_ampersand(std::string_view text)
{
    for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1))
    {
        const auto rest = text.substr(at);
        if (!rest.starts_with("&amp;") && !rest.starts_with("&lt;") && !rest.starts_with("&gt;")) return true;
    }
    return false;
}

} // namespace

std::string read_as_slack(std::string_view text, bool formats)
{
    std::string seen(text);
    if (seen.find_first_of("<>") != std::string::npos) throw std::runtime_error("holds a token");
    if (has_bare_ampersand(seen)) throw std::runtime_error("holds a bare ampersand");
    if (formats)
    {
        if (seen.find("```") != std::string::npos) throw std::runtime_error("begins a code block");
        for (std::size_t first = 0; first <= seen.size();)
        {
            const auto last = std::min(seen.find('\n', first), seen.size());
            expect_no_markup(seen.substr(first, last - first));
            first = last + 1;
        }
        seen = replaced(replaced(seen, "\xC2\xAD", ""), "\xE2\x80\x8B", "");
    }
    return replaced(replaced(replaced(seen, "&lt;", "<"), "&gt;", ">"), "&amp;", "&");
}

} // namespace connector_tests
