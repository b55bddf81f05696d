// SPDX-License-Identifier: BSL-1.0
#include "delivery/sentence.hpp"

#include <algorithm>
#include <string_view>

namespace multipost {

namespace {

bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }

bool is_word(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), is_lower); }

} // namespace

std::string as_sentence(std::string text)
{
    if (text.empty()) return text;
    if (is_word(std::string_view(text).substr(0, text.find_first_of(" ,"))))
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    constexpr std::string_view ends = ".!?\"";
    if (ends.find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

} // namespace multipost
