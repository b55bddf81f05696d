// SPDX-License-Identifier: BSL-1.0
#include "delivery/usual_url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace multipost {

namespace {

/// Which characters are usual, by their byte.
class character_set
{
public:
    constexpr explicit character_set(std::string_view others, bool with_capitals)
    {
        for (char c = '0'; c <= '9'; ++c) add(c);
        for (char c = 'a'; c <= 'z'; ++c) add(c);
        if (with_capitals)
            for (char c = 'A'; c <= 'Z'; ++c) add(c);
        for (const char c : others) add(c);
    }

    [[nodiscard]] bool holds_all(std::string_view text) const noexcept
    {
        return std::all_of(text.begin(), text.end(), [this](char c) { return held_[static_cast<unsigned char>(c)]; });
    }

private:
    constexpr void add(char c) { held_[static_cast<unsigned char>(c)] = true; }

    std::array<bool, 256> held_{};
};

constexpr character_set in_host(".-", false);
constexpr character_set in_target("/-_.~?=&", true);

/// The port of ":8080" or, when there is none, the scheme's own; 0 when it is neither.
std::uint16_t port_of(std::string_view text, std::string_view scheme) noexcept
{
    if (text.empty()) return scheme == "https" ? 443 : 80;
    std::uint16_t port = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + 1, end, port);
    return read.ec == std::errc() && read.ptr == end ? port : std::uint16_t(0);
}

} // namespace

std::optional<usual_url> read_usual_url(std::string_view url) noexcept
{
    usual_url out;
    out.scheme = url.substr(0, url.starts_with("https") ? 5 : 4);
    if (!url.starts_with("http") || !url.substr(out.scheme.size()).starts_with("://")) return std::nullopt;
    url.remove_prefix(out.scheme.size() + 3);

    const auto authority = url.substr(0, url.find('/'));
    out.target = url.substr(authority.size());
    out.host = authority.substr(0, authority.find(':'));
    out.port = port_of(authority.substr(out.host.size()), out.scheme);
    if (out.host.empty() || out.port == 0 || !in_host.holds_all(out.host) || !in_target.holds_all(out.target))
        return std::nullopt;
    return out;
}

} // namespace multipost
