// SPDX-License-Identifier: BSL-1.0
#include "plugin/label.hpp"

#include <algorithm>

namespace multipost {

namespace {

/// Calls `text(piece)` and `setting(name)` in order. Returns whether the braces match.
template <class Text, class Setting>
bool walk_label(std::string_view rest, Text text, Setting setting)
{
    while (!rest.empty())
    {
        const auto open = rest.find('{');
        const auto piece = rest.substr(0, open);
        if (piece.find('}') != std::string_view::npos) return false;
        text(piece);
        if (open == std::string_view::npos) return true;
        rest.remove_prefix(open + 1);
        const auto close = rest.find('}');
        if (close == std::string_view::npos || close == 0) return false;
        setting(rest.substr(0, close));
        rest.remove_prefix(close + 1);
    }
    return true;
}

} // namespace

std::optional<std::vector<std::string>> label_settings(std::string_view label_template)
{
    std::vector<std::string> names;
    const auto add = [&names](std::string_view name) { names.emplace_back(name); };
    if (!walk_label(
            label_template, [](std::string_view) {}, add))
        return std::nullopt;
    return names;
}

std::string expand_label(std::string_view label_template, const channel_settings& settings)
{
    std::string label;
    const auto add_text = [&label](std::string_view piece) { label += piece; };
    const auto add_setting = [&](std::string_view name) {
        if (const auto found = settings.find(name); found != settings.end()) label += found->second.reveal();
    };
    walk_label(label_template, add_text, add_setting);
    // A label stands in one line of a terminal or a log.
    std::replace_if(
        label.begin(), label.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }, '?');
    return label;
}

} // namespace multipost
