// SPDX-License-Identifier: BSL-1.0
#include "cli/without_secrets.hpp"

#include <algorithm>
#include <cctype>

namespace multipost::cli {

namespace {

constexpr auto none = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n\"";

// A webhook's URL without its scheme has a host and four parts or more; a hint on where to find one has less.
constexpr std::ptrdiff_t slashes_of_a_webhook = 4;

std::size_t find_ignoring_case(std::string_view text, std::string_view lower_case)
{
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    const auto found = std::search(text.begin(), text.end(), lower_case.begin(), lower_case.end(), same);
    return found == text.end() ? none : static_cast<std::size_t>(found - text.begin());
}

// Where the host of "https:...", also as the inner URL of "slack:https:...", or what follows "scheme://", begins.
struct url_start
{
    std::size_t at = none;
    bool has_host = false;
};

url_start find_url(std::string_view word)
{
    for (const std::string_view scheme : {"https:", "http:"})
        if (const auto found = find_ignoring_case(word, scheme); found != none)
            return {std::min(word.find_first_not_of("/\\", found + scheme.size()), word.size()), true};
    const auto found = word.find("://");
    return {found == none ? none : found + 3, false};
}

bool has_host_and_long_path(std::string_view word)
{
    const auto host = word.substr(0, word.find('/'));
    const auto dot = host.find('.', 1); // beyond "." and "..", the beginning of a relative path
    return dot != none && std::isalnum(static_cast<unsigned char>(host[dot - 1])) != 0 &&
           std::count(word.begin(), word.end(), '/') >= slashes_of_a_webhook;
}

bool is_path_with_query(std::string_view word)
{
    const auto slash = word.find('/');
    return slash != none && word.find('?', slash) != none;
}

std::string shortened(std::string_view word)
{
    auto start = find_url(word);
    if (start.at == none)
    {
        if (!has_host_and_long_path(word) && !is_path_with_query(word)) return std::string(word);
        start = {0, true};
    }
    const auto rest = word.substr(start.at);
    // The short form of a connector, slack://T1/B1/x, has no host.
    if (!start.has_host) return std::string(word.substr(0, start.at)) + (rest.empty() ? "" : "***");

    const auto path = std::min(rest.find_first_of("/\\?#"), rest.size());
    const auto user = rest.substr(0, path).rfind('@');
    const auto host = user == none ? 0 : user + 1;
    return std::string(word.substr(0, start.at)).append(rest.substr(host, path - host)) +
           (path == rest.size() ? "" : "/***");
}

} // namespace

std::string without_secrets(std::string_view text)
{
    std::string out;
    while (!text.empty())
    {
        const auto word = std::min(text.find_first_of(blanks), text.size());
        out += shortened(text.substr(0, word));
        const auto next = std::min(text.find_first_not_of(blanks, word), text.size());
        out += text.substr(word, next - word);
        text.remove_prefix(next);
    }
    return out;
}

bool looks_like_url(std::string_view word) { return find_url(word).at != none || has_host_and_long_path(word); }

} // namespace multipost::cli
