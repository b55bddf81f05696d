// SPDX-License-Identifier: BSL-1.0
#include "pages/file_response.hpp"

#include "pages/content_coding.hpp"
#include "pages/content_type.hpp"
#include "pages/entity_tags.hpp"

#include <string>

namespace webapp {

namespace {

constexpr unsigned not_modified = 304;

bool is_immutable(const embedded_file& file) noexcept { return file.path.starts_with("/assets/"); }

// Each coding is a representation of its own, and so has a tag of its own (RFC 9110 section 8.8.3.3).
std::string tag_of(const embedded_file& file, content_coding coding)
{
    std::string tag("\"");
    tag += file.digest;
    if (coding != content_coding::identity) tag.append("-").append(name_of(coding));
    return tag += '"';
}

std::string_view bytes_of(const embedded_file& file, content_coding coding) noexcept
{
    switch (coding)
    {
    case content_coding::identity: return file.identity;
    case content_coding::gzip: return file.gzip;
    case content_coding::brotli: return file.brotli;
    }
    return file.identity;
}

} // namespace

response file_response(const embedded_file& file, const request& r)
{
    const auto coding = choose_coding(r.header("accept-encoding"), {!file.gzip.empty(), !file.brotli.empty()});
    auto tag = tag_of(file, coding);
    const bool is_there_already = names_tag(r.header("if-none-match").value_or(""), tag);

    response told;
    told.headers.emplace_back("Cache-Control", is_immutable(file) ? "public, max-age=31536000, immutable" : "no-cache");
    told.headers.emplace_back("ETag", std::move(tag));
    told.headers.emplace_back("Vary", "Accept-Encoding");
    if (is_there_already)
    {
        told.status = not_modified;
        return told;
    }
    told.headers.emplace_back("Content-Type", content_type_of(file.path));
    if (coding != content_coding::identity) told.headers.emplace_back("Content-Encoding", name_of(coding));
    told.lasting_body = bytes_of(file, coding);
    return told;
}

} // namespace webapp
