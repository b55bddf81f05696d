// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_PAGES_HPP
#define WEBAPP_PAGES_PAGES_HPP

#include "http/request.hpp"
#include "http/response.hpp"
#include "pages/document.hpp"
#include "pages/embedded_file.hpp"

#include <span>

namespace webapp {

/// What a browser shows of this server: the files of the pages, looked up in a table, and one document for all pages, which
/// finds out by itself where it is.
class pages
{
public:
    /// @param files  last as long as the server; without "/index.html" among them, a page says that there are none
    explicit pages(std::span<const embedded_file> files);

    /// Answers GET of what has no route of its own. A person who looks for what does not exist gets the document with 404, so
    /// that the pages can say so.
    /// @throws problem  404 not_found for a program that does, and for everything below /api
    [[nodiscard]] response answer(const request& r) const;

private:
    [[nodiscard]] const embedded_file* find(std::string_view path) const noexcept;

    std::span<const embedded_file> files_;
    document document_;
};

} // namespace webapp

#endif
