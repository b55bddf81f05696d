// SPDX-License-Identifier: BSL-1.0
#include "slack_reader.hpp"

#include <regex>
#include <stdexcept>

namespace connector_tests {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// A marker opens where no word and no soft hyphen is before it, and closes where none is after it.
bool would_format(const std::string& line, char marker)
{
    const auto word_at = [&](std::size_t i) {
        const char c = line[i];
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    const auto opens = [&](std::size_t i) {
        return i == 0 || !(word_at(i - 1) || (i >= 2 && line.compare(i - 2, 2, "\xC2\xAD") == 0));
    };
    const auto closes = [&](std::size_t i) {
        return i + 1 == line.size() || !(word_at(i + 1) || line.compare(i + 1, 2, "\xC2\xAD") == 0);
    };
    for (auto open = line.find(marker); open != std::string::npos; open = line.find(marker, open + 1))
    {
        if (!opens(open)) continue;
        for (auto close = line.find(marker, open + 1); close != std::string::npos; close = line.find(marker, close + 1))
            if (closes(close)) return true;
    }
    return false;
}

void expect_no_markup(const std::string& line)
{
    // Addresses become links before anything else is looked for.
    static const std::regex address("(^|[^A-Za-z0-9])https?://((?!&lt;|&gt;)[^ \\t\"`])+");
    const auto rest = std::regex_replace(line, address, "$1link");
    for (const char marker : std::string_view("*_~`"))
        if (would_format(rest, marker)) throw std::runtime_error(std::string("formats with ") + marker);
    if (line.starts_with("&gt;") || line.starts_with("\xEF\xBC\x9E")) throw std::runtime_error("quotes");
}

} // namespace

std::string read_as_slack(std::string_view text, bool formats)
{
    std::string seen(text);
    if (seen.find_first_of("<>") != std::string::npos) throw std::runtime_error("holds a token");
    static const std::regex entity("&(?!amp;|lt;|gt;)");
    if (std::regex_search(seen, entity)) throw std::runtime_error("holds a bare ampersand");
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
