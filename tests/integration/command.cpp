// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"

#include <boost/json/parse.hpp>

namespace integration {

program multipost_program(std::vector<std::string> arguments)
{
    program p;
    p.arguments = std::move(arguments);
    p.arguments.insert(p.arguments.begin(), INTEGRATION_MULTIPOST);
    return p;
}

finished multipost(std::vector<std::string> arguments, std::string input, std::vector<std::string> environment)
{
    auto p = multipost_program(std::move(arguments));
    p.input = std::move(input);
    p.environment = std::move(environment);
    return run(p);
}

boost::json::value json_of(const finished& command) { return boost::json::parse(command.out); }

boost::json::value only_delivery(const finished& command)
{
    const auto deliveries = json_of(command).at("deliveries").as_array();
    if (deliveries.size() != 1) throw std::runtime_error("not one delivery: " + command.out + command.err);
    return deliveries[0];
}

std::string text(const boost::json::value& in, const char* pointer)
{
    boost::json::error_code missing;
    const auto* found = in.find_pointer(pointer, missing);
    if (found == nullptr || !found->is_string()) return {};
    return std::string(found->get_string());
}

} // namespace integration
