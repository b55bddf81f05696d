// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_STYLE_HPP
#define MULTIPOST_CLI_STYLE_HPP

#include <string>
#include <string_view>

namespace multipost::cli {

/// Whether a file descriptor may be given colours: a terminal that is not "dumb", neither NO_COLOR nor --no-color.
///
/// @par Specification
/// https://no-color.org
[[nodiscard]] bool wants_color(int descriptor, bool no_color);

/// Colours of a report; without colours every text stays as it is.
class style
{
public:
    explicit style(bool colored) noexcept : colored_(colored) {}

    [[nodiscard]] std::string good(std::string_view text) const { return in(text, "32"); }
    [[nodiscard]] std::string bad(std::string_view text) const { return in(text, "31"); }
    [[nodiscard]] std::string doubtful(std::string_view text) const { return in(text, "33"); }
    [[nodiscard]] std::string strong(std::string_view text) const { return in(text, "1"); }
    [[nodiscard]] std::string faint(std::string_view text) const { return in(text, "2"); }

private:
    [[nodiscard]] std::string in(std::string_view text, std::string_view code) const;

    bool colored_;
};

} // namespace multipost::cli

#endif
