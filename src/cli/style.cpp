// SPDX-License-Identifier: BSL-1.0
#include "cli/style.hpp"

#include <unistd.h>

#include <cstdlib>

namespace multipost::cli {

namespace {

std::string_view environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

} // namespace

bool wants_color(int descriptor, bool no_color)
{
    return !no_color && environment("NO_COLOR").empty() && environment("TERM") != "dumb" && isatty(descriptor) == 1;
}

std::string style::in(std::string_view text, std::string_view code) const
{
    std::string out;
    if (!colored_) return out.append(text);
    return out.append("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
}

} // namespace multipost::cli
