// SPDX-License-Identifier: BSL-1.0
#include "pages/plain_pages.hpp"

#include <array>
#include <string>

namespace webapp {

namespace {

constexpr std::string_view without_pages = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>multipost</title>
</head>
<body>
<main>
<h1>multipost</h1>
<p>This server was built without its pages. Its API is at <code>/api/v1</code>.</p>
<p>Whoever runs it gets the pages by building it with <code>-DMULTIPOST_WEB_PAGES=ON</code>.</p>
<p lang="fr">Ce serveur a été construit sans ses pages. Son API est à l’adresse <code>/api/v1</code>.</p>
</main>
</body>
</html>
)html";

constexpr std::string_view failure_before_id = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>multipost: something went wrong</title>
</head>
<body>
<main>
<h1>Something went wrong</h1>
<p>It is not your fault. Go back and try again; if it stays, quote this to the administrator:
<code>)html";

constexpr std::string_view failure_behind_id = R"html(</code></p>
<p lang="fr">Une erreur est survenue, et ce n’est pas votre faute. Revenez en arrière et réessayez ; si elle persiste, transmettez
ce numéro à l’administrateur.</p>
<p><a href="/">multipost</a></p>
</main>
</body>
</html>
)html";

} // namespace

std::string_view page_without_pages() noexcept { return without_pages; }

response failure_page(std::string_view request_id)
{
    response told;
    told.status = 500;
    told.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    told.headers.emplace_back("Cache-Control", "no-store");
    told.body.append(failure_before_id).append(request_id).append(failure_behind_id);
    return told;
}

std::span<const embedded_file> plain_files() noexcept
{
    static constexpr std::array<embedded_file, 1> files{{
        {"/robots.txt", "1", "User-agent: *\nDisallow: /\n", {}, {}},
    }};
    return files;
}

} // namespace webapp
