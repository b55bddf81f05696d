// SPDX-License-Identifier: BSL-1.0
#include "cli/posts_report.hpp"

#include "cli/printable.hpp"
#include "cli/utf8.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace multipost::cli {

namespace {

constexpr std::size_t widest_state = std::string_view("partly_delivered").size();
constexpr std::size_t characters_of_text = 60;

std::string_view text(const boost::json::object& of, std::string_view name)
{
    const auto* found = of.if_contains(name);
    return found != nullptr && found->is_string() ? std::string_view(found->get_string()) : std::string_view();
}

// "2026-11-22T09:05:00.250Z" without the milliseconds.
std::string when(std::string_view time)
{
    const auto point = time.find('.');
    return printable(time.substr(0, point)) + (point == std::string_view::npos ? "" : "Z");
}

template <class Each>
void for_each_in(const boost::json::object& of, std::string_view name, Each each)
{
    const auto* found = of.if_contains(name);
    if (found == nullptr || !found->is_array()) return;
    for (const auto& element : found->get_array())
        if (element.is_object()) each(element.get_object());
}

std::string colored(std::string_view state, std::string_view shown, const style& colors)
{
    if (state == "delivered") return colors.good(shown);
    if (state == "failed" || state == "missed") return colors.bad(shown);
    if (state == "unconfirmed" || state == "partly_delivered" || state == "cancelled") return colors.doubtful(shown);
    return std::string(shown);
}

std::string padded(std::string_view word, std::size_t width)
{
    auto out = printable(word);
    out.resize(std::max(out.size(), width), ' ');
    return out;
}

// The first line, as far as it fits.
std::string beginning(std::string_view of)
{
    const auto line = of.substr(0, of.find('\n'));
    std::size_t bytes = 0;
    for (std::size_t count = 0; bytes < line.size() && count != characters_of_text; ++count)
        bytes += std::max<std::size_t>(first_character(line.substr(bytes)).bytes, 1);
    return printable(of.substr(0, bytes)) + (bytes < of.size() ? "…" : "");
}

std::string explanation(const boost::json::object& of)
{
    const auto* failure = of.if_contains("failure");
    if (failure == nullptr || !failure->is_object()) return {};
    const auto& f = failure->get_object();
    auto said =
        " (" + printable(text(f, "class")) + ", " + printable(text(f, "code")) + "): " + printable(text(f, "what"));
    if (const auto advice = text(f, "advice"); !advice.empty()) said += " " + printable(advice);
    if (const auto words = text(f, "remote_words"); !words.empty()) said += " Its words: \"" + printable(words) + "\".";
    return said;
}

void print_delivery(std::ostream& out, const boost::json::object& d, const style& colors)
{
    const auto state = text(d, "state");
    out << "  " << colors.strong(printable(text(d, "channel_name"))) << " (" << printable(text(d, "connector"))
        << "): " << colored(state, printable(state), colors);
    if (const auto link = text(d, "permalink"); !link.empty())
        out << ", " << printable(link);
    else if (const auto id = text(d, "remote_id"); !id.empty())
        out << ", id " << printable(id);
    if (const auto due = text(d, "due_at"); !due.empty() && state == "waiting") out << ", again at " << when(due);
    out << explanation(d) << '\n' << "    " << colors.faint("delivery " + printable(text(d, "id"))) << '\n';
    for_each_in(d, "attempts_made", [&](const boost::json::object& a) {
        const auto how = text(a, "state");
        out << "    " << when(text(a, "started_at")) << "  " << colored(how, printable(how), colors) << explanation(a)
            << '\n';
    });
}

} // namespace

void print_posts(std::ostream& out, const boost::json::object& page, const style& colors)
{
    bool any = false;
    for_each_in(page, "items", [&](const boost::json::object& post) {
        const auto state = text(post, "state");
        out << when(text(post, "created_at")) << "  " << colored(state, padded(state, widest_state), colors) << "  "
            << colors.faint(printable(text(post, "id"))) << "  " << beginning(text(post, "text")) << '\n';
        any = true;
    });
    const bool more = !text(page, "next").empty();
    if (!any) out << (more ? "None among the newest posts; the older ones were not looked at.\n" : "No posts.\n");
    if (any && more) out << colors.faint("There are more: --limit N shows up to 100.") << '\n';
}

void print_post(std::ostream& out, const boost::json::object& post, const style& colors)
{
    const auto state = text(post, "state");
    out << colors.strong(printable(text(post, "id"))) << "  " << colored(state, printable(state), colors) << "  "
        << when(text(post, "created_at")) << "\n\n";
    if (const auto title = text(post, "title"); !title.empty()) out << "  " << colors.strong(printable(title)) << '\n';
    out << printable_lines(text(post, "text"), "  ");
    if (const auto link = text(post, "link"); !link.empty()) out << "  " << printable(link) << '\n';
    out << '\n';
    for_each_in(post, "deliveries", [&](const boost::json::object& d) { print_delivery(out, d, colors); });
}

} // namespace multipost::cli
