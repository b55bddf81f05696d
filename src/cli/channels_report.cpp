// SPDX-License-Identifier: BSL-1.0
#include "cli/channels_report.hpp"

#include "cli/json_members.hpp"
#include "cli/local_time.hpp"
#include "cli/printable.hpp"
#include "cli/table.hpp"

#include <algorithm>
#include <string>

namespace multipost::cli {

namespace {

std::string colored(std::string_view state, const style& colors)
{
    if (state == "active") return colors.good(state);
    if (state == "needs_attention") return colors.bad(state);
    return colors.doubtful(printable(state));
}

// What happened, and what to do.
std::string words(const boost::json::object& failure)
{
    auto said = printable(text(failure, "what"));
    if (const auto advice = text(failure, "advice"); !advice.empty()) said += " " + printable(advice);
    return said;
}

std::string named(std::string_view name)
{
    constexpr std::size_t width = std::string_view("last delivered").size();
    auto out = printable(name);
    out.resize(std::max(out.size(), width), ' ');
    return out + "  ";
}

} // namespace

void print_channels(std::ostream& out, const boost::json::object& list, const style& colors)
{
    table channels({"NAME", "NETWORK", "STATE", "PENDING", "ID", "WHERE"});
    for_each_in(list, "items", [&](const boost::json::object& c) {
        const auto state = printable(text(c, "state"));
        const auto id = printable(text(c, "id"));
        channels.add({{printable(text(c, "name"))},
                      {printable(text(c, "connector"))},
                      {state, colored(state, colors)},
                      {std::to_string(number(c, "pending"))},
                      {id, colors.faint(id)},
                      {printable(text(c, "hint"))}});
    });
    if (channels.empty())
        out << "No channels yet. Add one: multipost channels add NAME, then paste its URL.\n";
    else
        channels.print(out, colors);
}

void print_channel(std::ostream& out, const boost::json::object& channel, const style& colors)
{
    const auto state = printable(text(channel, "state"));
    const auto name = printable(text(channel, "name"));
    out << colors.strong(name) << " (" << printable(text(channel, "connector")) << "): " << colored(state, colors)
        << '\n';
    if (const auto* problem = object(channel, "problem"))
        out << "  since " << local_time(text(*problem, "at")) << ": " << words(*problem) << "\n  When it is mended: "
            << "multipost channels edit " << name << " --url -, or multipost channels resume " << name << ".\n";
    if (state == "paused") out << "  What is due waits until multipost channels resume " << name << ".\n";
    out << "  " << named("where") << printable(text(channel, "hint")) << '\n';
    if (const auto* settings = object(channel, "settings"))
        for (const auto& setting : *settings)
            out << "  " << named(setting.key()) << printable(text(*settings, setting.key())) << '\n';
    const auto last = text(channel, "last_delivered_at");
    out << "  " << named("last delivered") << (last.empty() ? "never" : local_time(last)) << '\n'
        << "  " << named("pending") << number(channel, "pending") << '\n'
        << "  " << named("id") << printable(text(channel, "id")) << '\n';
}

void print_test(std::ostream& out, const boost::json::object& channel, const boost::json::object& test,
                const style& colors)
{
    const auto state = text(test, "state");
    const auto name = colors.strong(printable(text(channel, "name")));
    const auto* failure = object(test, "failure");
    if (state == "usable")
        out << colors.good("✓") << ' ' << name << " can be used.\n";
    else if (state == "unusable")
        out << colors.bad("✗") << ' ' << name << " cannot be used: " << (failure == nullptr ? "" : words(*failure))
            << '\n';
    else
        out << colors.doubtful("?") << ' ' << name
            << " may be usable, there is no clear answer: " << (failure == nullptr ? "" : words(*failure)) << '\n';
}

} // namespace multipost::cli
