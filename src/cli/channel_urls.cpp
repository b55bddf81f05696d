// SPDX-License-Identifier: BSL-1.0
#include "cli/channel_urls.hpp"

#include "cli/read_all.hpp"
#include "cli/refusal.hpp"

#include <fstream>
#include <sstream>

namespace multipost::cli {

namespace {

std::string trimmed(const std::string& line)
{
    constexpr auto spaces = " \t\r";
    const auto first = line.find_first_not_of(spaces);
    if (first == std::string::npos) return {};
    return line.substr(first, line.find_last_not_of(spaces) - first + 1);
}

void read_lines(std::istream& in, const std::string& name, std::vector<channel_url>& urls)
{
    std::istringstream lines(read_all(in, name, exit_code::configuration, "unreadable_file"));
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number)
    {
        auto url = trimmed(line);
        if (url.empty() || url.front() == '#') continue;
        urls.push_back({std::move(url), name + ", line " + std::to_string(number), false});
    }
}

} // namespace

std::vector<channel_url> read_channel_urls(const std::vector<std::string>& arguments, std::istream& standard_input)
{
    std::vector<channel_url> urls;
    for (std::size_t i = 0; i != arguments.size(); ++i)
    {
        const auto& argument = arguments[i];
        if (argument == "-")
            read_lines(standard_input, "standard input", urls);
        else if (argument.starts_with('@'))
        {
            const auto name = argument.substr(1);
            std::ifstream in(name);
            if (!in) throw refusal(exit_code::configuration, "unreadable_file", name + " cannot be opened.");
            read_lines(in, name, urls);
        }
        else
            urls.push_back({argument, "-t number " + std::to_string(i + 1), true});
    }
    return urls;
}

} // namespace multipost::cli
