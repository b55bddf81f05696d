// SPDX-License-Identifier: BSL-1.0
#include "request.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace sandbox {

namespace {

const std::string* find(const request::fields& fields, std::string_view name) noexcept
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == name; });
    return found == fields.end() ? nullptr : &found->second;
}

} // namespace

std::string_view request::header(std::string_view name) const noexcept
{
    const auto* value = find(headers, name);
    return value ? std::string_view{*value} : std::string_view{};
}

bool request::has_header(std::string_view name) const noexcept { return find(headers, name) != nullptr; }

std::string_view request::parameter(std::string_view name) const noexcept
{
    const auto* value = find(query, name);
    return value ? std::string_view{*value} : std::string_view{};
}

std::string request::media_type() const
{
    auto type = header("content-type");
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    std::string lower{type};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool split_target(std::string_view target, request& into)
{
    const auto url = boost::urls::parse_origin_form(boost::urls::string_view{target.data(), target.size()});
    if (!url) return false;
    into.path.clear();
    for (auto segment : url->segments()) into.path.emplace_back(segment);
    into.query.clear();
    for (auto parameter : url->params()) into.query.emplace_back(parameter.key, parameter.value);
    return true;
}

} // namespace sandbox
