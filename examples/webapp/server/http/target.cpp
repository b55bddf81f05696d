// SPDX-License-Identifier: BSL-1.0
#include "http/target.hpp"

#include "http/utf8.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/encoding_opts.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>

namespace urls = boost::urls;

namespace webapp {

namespace {

constexpr refusal no_target{400, "The request target is no absolute path."};

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }

bool has_dot_segment(std::string_view path) noexcept
{
    while (!path.empty())
    {
        path.remove_prefix(1); // the slash
        const auto segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

bool has_encoded_slash(std::string_view path) noexcept
{
    return path.find("%2F") != std::string_view::npos || path.find("%2f") != std::string_view::npos;
}

bool is_text(std::string_view value) noexcept { return is_utf8(value) && value.find('\0') == std::string_view::npos; }

} // namespace

boost::system::result<raw_target, refusal> split_target(std::string_view target) noexcept
{
    if (target.starts_with('/') || target == "*") return raw_target{{}, target};
    for (const std::string_view scheme : {"http://", "https://"})
    {
        if (!boost::beast::iequals(target.substr(0, scheme.size()), scheme)) continue;
        const auto rest = target.substr(scheme.size());
        const auto end = rest.find_first_of("/?#");
        if (end == 0 || end == std::string_view::npos || rest[end] != '/') break;
        return raw_target{rest.substr(0, end), rest.substr(end)};
    }
    return no_target;
}

boost::system::result<resource, refusal> parse_resource(std::string_view raw)
{
    if (raw == "*") return resource{std::string(raw), {}};
    const auto url = urls::parse_origin_form(raw);
    if (!url) return refusal{400, "The request target is no valid path and query."};
    if (has_encoded_slash(url->encoded_path())) return refusal{400, "The path holds an encoded slash."};

    resource out;
    out.path = url->encoded_path().decode();
    if (!is_utf8(out.path)) return refusal{400, "The path is not UTF-8."};
    if (std::any_of(out.path.begin(), out.path.end(), is_control))
        return refusal{400, "The path holds a control character."};
    if (has_dot_segment(out.path)) return refusal{400, "The path holds a dot segment."};

    urls::encoding_opts as_form;
    as_form.space_as_plus = true;
    for (const auto& parameter : url->encoded_params())
    {
        auto name = parameter.key.decode(as_form);
        auto value = parameter.value.decode(as_form);
        if (!is_text(name) || !is_text(value)) return refusal{400, "The query is no UTF-8 text."};
        out.query.emplace_back(std::move(name), std::move(value));
    }
    return out;
}

} // namespace webapp
