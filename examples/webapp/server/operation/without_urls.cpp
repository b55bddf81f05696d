// SPDX-License-Identifier: BSL-1.0
#include "operation/without_urls.hpp"

#include <algorithm>

namespace webapp {

std::string without_urls(std::string_view text)
{
    constexpr std::string_view mark = "://";
    std::string out;
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark))
    {
        out += text.substr(0, at + mark.size());
        text.remove_prefix(at + mark.size());
        const auto url = text.substr(0, std::min(text.find_first_of(" \t\r\n\"'<>`"), text.size()));
        const auto host_end = std::min(url.find_first_of("/?#\\"), url.size());
        const auto user = url.substr(0, host_end).rfind('@');
        const auto host = user == std::string_view::npos ? 0 : user + 1;
        out += url.substr(host, host_end - host);
        if (host_end != url.size()) out += "/***";
        text.remove_prefix(url.size());
    }
    return out.append(text);
}

} // namespace webapp
