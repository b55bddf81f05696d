// SPDX-License-Identifier: BSL-1.0
#include "pages/pages.hpp"

#include "api/problem.hpp"
#include "pages/file_response.hpp"
#include "pages/header_list.hpp"
#include "pages/page_paths.hpp"
#include "pages/plain_pages.hpp"

#include <algorithm>

namespace webapp {

namespace {

constexpr unsigned ok = 200;
constexpr unsigned nothing_here = 404;

constexpr std::string_view document_path = "/index.html";

const embedded_file* find_in(std::span<const embedded_file> files, std::string_view path) noexcept
{
    const auto found = std::ranges::find(files, path, &embedded_file::path);
    return found == files.end() ? nullptr : &*found;
}

std::string_view document_of(std::span<const embedded_file> files) noexcept
{
    const auto* found = find_in(files, document_path);
    return found == nullptr ? page_without_pages() : found->identity;
}

// A program that takes anything would rather have a problem that it can read.
bool asks_for_html(const request& r) noexcept
{
    auto accept = r.header("accept").value_or("");
    while (const auto type = take_weighted_value(accept))
        if (equal_in_any_case(type->value, "text/html")) return type->weight > 0;
    return false;
}

bool is_of_the_api(std::string_view path) noexcept { return path == "/api" || path.starts_with("/api/"); }

} // namespace

pages::pages(std::span<const embedded_file> files) : files_(files), document_(document_of(files)) {}

response pages::answer(const request& r) const
{
    if (is_of_the_api(r.path)) throw not_found();
    if (const auto* file = find(r.path)) return file_response(*file, r);
    if (is_page(r.path)) return document_.answer(ok);
    if (!asks_for_html(r)) throw not_found();
    return document_.answer(nothing_here);
}

// Browsers ask for an icon by the old name where no document tells them another, and go by its type.
const embedded_file* pages::find(std::string_view path) const noexcept
{
    if (path == document_path) return nullptr; // it is a page, under every name but its own
    if (path == "/favicon.ico") return find_in(files_, "/favicon.svg");
    const auto* found = find_in(files_, path);
    return found == nullptr ? find_in(plain_files(), path) : found;
}

} // namespace webapp
