// SPDX-License-Identifier: BSL-1.0
#include "form.hpp"

namespace sandbox {

namespace {

int hexadecimal(char c) noexcept
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        if (text[i] == '%' && i + 2 < text.size() && hexadecimal(text[i + 1]) >= 0 && hexadecimal(text[i + 2]) >= 0)
        {
            out += static_cast<char>(hexadecimal(text[i + 1]) * 16 + hexadecimal(text[i + 2]));
            i += 2;
        }
        else
        {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace

std::optional<std::string> form_field(std::string_view body, std::string_view name)
{
    while (!body.empty())
    {
        const auto field = body.substr(0, body.find('&'));
        body.remove_prefix(field.size() < body.size() ? field.size() + 1 : body.size());
        const auto equals = field.find('=');
        if (decoded(field.substr(0, equals)) == name)
            return equals == std::string_view::npos ? std::string{} : decoded(field.substr(equals + 1));
    }
    return std::nullopt;
}

} // namespace sandbox
