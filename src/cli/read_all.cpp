// SPDX-License-Identifier: BSL-1.0
#include "cli/read_all.hpp"

#include "cli/refusal.hpp"

namespace multipost::cli {

std::string read_all(std::istream& in, const std::string& name, exit_code how, const std::string& code)
{
    constexpr std::size_t max_bytes = 1U << 20U;
    std::string content(max_bytes + 1, '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (in.bad()) throw refusal(how, code, name + " cannot be read.");
    content.resize(static_cast<std::size_t>(in.gcount()));
    if (content.size() > max_bytes) throw refusal(how, code, name + " is longer than 1 MiB.");
    return content;
}

} // namespace multipost::cli
