// SPDX-License-Identifier: BSL-1.0
#include "cli/stored_channels.hpp"

#include "cli/json_members.hpp"
#include "cli/nearest_name.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"

#include <string_view>
#include <vector>

namespace multipost::cli {

namespace {

// What was written is not repeated: it may be a token, by whose name no channel was ever meant to be called.
refusal no_such_channel(const std::string& called, const std::string& where, const std::vector<std::string_view>& names)
{
    auto what = where + "There is no channel of that name or id.";
    if (const auto nearest = nearest_name(called, names); !nearest.empty())
        what.append(" Did you mean \"").append(printable(nearest)).append("\"?");
    else if (names.empty())
        what += " There is none at all yet: multipost channels add NAME adds one.";
    else
        what += " multipost channels list shows those there are.";
    return {exit_code::no_channel, "no_channel", what};
}

refusal ambiguous(const std::string& called, const std::vector<const boost::json::object*>& found)
{
    auto what = "Several channels are called \"" + printable(called) + "\". Use the id of the one you mean:";
    for (const auto* c : found)
        what += "\n" + printable(text(*c, "id")) + "  " + printable(text(*c, "connector")) + "  " +
                printable(text(*c, "hint"));
    return {exit_code::no_channel, "ambiguous_channel", what};
}

} // namespace

const boost::json::object& find_channel(const boost::json::object& channels, const std::string& called,
                                        const std::string& where)
{
    std::vector<std::string_view> names;
    std::vector<const boost::json::object*> found;
    const boost::json::object* by_id = nullptr;
    for_each_in(channels, "items", [&](const boost::json::object& c) {
        names.push_back(text(c, "name"));
        if (text(c, "name") == called) found.push_back(&c);
        if (text(c, "id") == called) by_id = &c;
    });
    if (by_id != nullptr) return *by_id;
    if (found.empty()) throw no_such_channel(called, where, names);
    if (found.size() != 1) throw ambiguous(called, found);
    return *found.front();
}

} // namespace multipost::cli
