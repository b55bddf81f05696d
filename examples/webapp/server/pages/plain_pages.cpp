// SPDX-License-Identifier: BSL-1.0
#include "pages/plain_pages.hpp"

#include <array>

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

} // namespace

std::string_view page_without_pages() noexcept { return without_pages; }

std::span<const embedded_file> plain_files() noexcept
{
    static constexpr std::array<embedded_file, 1> files{{
        {"/robots.txt", "robots-1", "User-agent: *\nDisallow: /\n", {}, {}},
    }};
    return files;
}

} // namespace webapp
