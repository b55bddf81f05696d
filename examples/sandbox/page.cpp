// SPDX-License-Identifier: BSL-1.0
#include "page.hpp"

#include <algorithm>

namespace sandbox {

namespace {

constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

std::string_view content_type(std::string_view name)
{
    if (name.ends_with(".html")) return "text/html; charset=utf-8";
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    return "image/svg+xml";
}

} // namespace

std::optional<response> page_response(std::string_view name)
{
    const auto& files = page_files();
    const auto file = std::find_if(files.begin(), files.end(), [&](const page_file& f) { return f.name == name; });
    if (file == files.end()) return std::nullopt;
    response r;
    r.content_type = content_type(name);
    r.body = file->content;
    r.headers.emplace_back("Content-Security-Policy", content_security_policy);
    r.headers.emplace_back("X-Content-Type-Options", "nosniff");
    r.headers.emplace_back("Referrer-Policy", "no-referrer");
    r.headers.emplace_back("Cache-Control", "no-cache");
    return r;
}

} // namespace sandbox
