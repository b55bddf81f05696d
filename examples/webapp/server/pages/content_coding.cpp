// SPDX-License-Identifier: BSL-1.0
#include "pages/content_coding.hpp"

#include "pages/header_list.hpp"

namespace webapp {

namespace {

/// The weights that a client has given, by coding; nothing where it has not.
struct weights
{
    std::optional<int> brotli;
    std::optional<int> gzip;
    std::optional<int> identity;
    std::optional<int> any;
};

weights weights_in(std::string_view list) noexcept
{
    weights found;
    while (const auto member = take_weighted_value(list))
    {
        const auto [value, weight] = *member;
        if (equal_in_any_case(value, "br"))
            found.brotli = weight;
        else if (equal_in_any_case(value, "gzip") || equal_in_any_case(value, "x-gzip"))
            found.gzip = weight;
        else if (equal_in_any_case(value, "identity"))
            found.identity = weight;
        else if (value == "*")
            found.any = weight;
    }
    return found;
}

} // namespace

std::string_view name_of(content_coding c) noexcept
{
    switch (c)
    {
    case content_coding::identity: return "identity";
    case content_coding::gzip: return "gzip";
    case content_coding::brotli: return "br";
    }
    return "identity";
}

content_coding choose_coding(std::optional<std::string_view> accept_encoding, content_codings there) noexcept
{
    const auto given = weights_in(accept_encoding.value_or(""));
    auto best = content_coding::identity;
    int weight = given.identity.value_or(0);
    const auto consider = [&](content_coding c, std::optional<int> own) {
        const int candidate = own.value_or(given.any.value_or(0));
        if (candidate == 0 || candidate < weight) return;
        best = c;
        weight = candidate;
    };
    if (there.gzip) consider(content_coding::gzip, given.gzip);
    if (there.brotli) consider(content_coding::brotli, given.brotli);
    return best;
}

} // namespace webapp
