// SPDX-License-Identifier: BSL-1.0
#include "engine/destination.hpp"

#include "delivery/usual_url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace asio = boost::asio;
namespace urls = boost::urls;

namespace multipost {

namespace {

io_failure invalid(std::string text)
{
    io_failure told;
    told.kind = io_error::forbidden;
    told.code = "url_invalid";
    told.text = std::move(text);
    return told;
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

// False when it is no host this client connects to.
bool read_host(const urls::url_view& url, destination& to)
{
    const std::string_view written(url.encoded_host_address());
    to.host.resize(written.size());
    std::transform(written.begin(), written.end(), to.host.begin(), to_lower);

    boost::system::error_code ec;
    switch (url.host_type())
    {
    case urls::host_type::ipv4:
    case urls::host_type::ipv6:
        to.address = asio::ip::make_address(to.host, ec);
        if (!ec) to.host = to.address->to_string();
        return !ec;
    case urls::host_type::name:
        if (to.host.ends_with('.')) to.host.pop_back();
        return !to.host.empty() && to.host.size() <= 253 &&
               std::all_of(to.host.begin(), to.host.end(), is_name_character);
    default: return false;
    }
}

std::string bracketed(const destination& to)
{
    return to.address && to.address->is_v6() ? "[" + to.host + "]" : to.host;
}

void name_origin(destination& to)
{
    to.host_field = bracketed(to);
    if (to.port != (to.tls ? 443 : 80)) to.host_field += ":" + std::to_string(to.port);
    to.origin = (to.tls ? "https://" : "http://") + to.host_field;
}

// Nothing: the parser must look at it.
std::optional<destination> destination_of_usual_form(std::string_view url)
{
    const auto usual = read_usual_url(url);
    if (!usual || usual->host.size() > 253 || usual->host.ends_with('.')) return std::nullopt;
    destination to;
    to.tls = usual->scheme == "https";
    to.host = usual->host;
    to.port = usual->port;
    if (to.host.back() >= '0' && to.host.back() <= '9')
    {
        boost::system::error_code ec;
        to.address = asio::ip::make_address_v4(to.host, ec);
        if (ec) return std::nullopt;
    }
    name_origin(to);
    to.target = usual->target.empty() ? std::string_view("/") : usual->target;
    return to;
}

} // namespace

io_result<destination> destination_from_url(std::string_view url)
{
    if (auto usual = destination_of_usual_form(url)) return *std::move(usual);
    const auto parsed = urls::parse_uri(url);
    if (!parsed) return invalid("the request's URL is malformed");

    destination to;
    switch (parsed->scheme_id())
    {
    case urls::scheme::https: break;
    case urls::scheme::http:
        to.tls = false;
        to.port = 80;
        break;
    default: return invalid("the request's URL is neither https nor http");
    }
    // Boost.URL 1.81 takes what follows the digits of a port for a path.
    if (!parsed->encoded_path().empty() && parsed->encoded_path().front() != '/')
        return invalid("the request's URL names no valid port");
    if (parsed->has_userinfo()) return invalid("the request's URL holds a user name or password");
    if (!read_host(*parsed, to)) return invalid("the request's URL names no valid host");

    if (parsed->has_port() && !parsed->port().empty())
    {
        to.port = parsed->port_number();
        if (to.port == 0) return invalid("the request's URL names no valid port");
    }
    name_origin(to);
    to.target = parsed->encoded_path();
    if (to.target.empty()) to.target = "/";
    if (parsed->has_query())
    {
        to.target += '?';
        to.target += std::string_view(parsed->encoded_query());
    }
    return to;
}

std::string allow_list_entry(const destination& to) { return bracketed(to) + ":" + std::to_string(to.port); }

} // namespace multipost
