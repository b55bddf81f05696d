// SPDX-License-Identifier: BSL-1.0
#include "cli/posts_report.hpp"

#include "cli/json_members.hpp"
#include "cli/local_time.hpp"
#include "cli/printable.hpp"
#include "cli/table.hpp"
#include "cli/utf8.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace multipost::cli {

namespace {

constexpr std::size_t characters_of_text = 60;

std::string colored(std::string_view state, std::string_view shown, const style& colors)
{
    if (state == "delivered") return colors.good(shown);
    if (state == "failed" || state == "missed") return colors.bad(shown);
    if (state == "unconfirmed" || state == "partly_delivered" || state == "cancelled") return colors.doubtful(shown);
    return std::string(shown);
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
    const auto* f = object(of, "failure");
    if (f == nullptr) return {};
    auto said =
        " (" + printable(text(*f, "class")) + ", " + printable(text(*f, "code")) + "): " + printable(text(*f, "what"));
    if (const auto advice = text(*f, "advice"); !advice.empty()) said += " " + printable(advice);
    if (const auto words = text(*f, "remote_words"); !words.empty())
        said += " Its words: \"" + printable(words) + "\".";
    return said;
}

std::string whereabouts(const boost::json::object& d)
{
    const auto state = text(d, "state");
    if (state == "waiting") return ", again at " + local_time_with_seconds(text(d, "due_at"));
    if (const auto link = text(d, "permalink"); !link.empty()) return ", " + printable(link);
    if (const auto id = text(d, "remote_id"); !id.empty()) return ", id " + printable(id);
    if (state == "delivered" && text(d, "proof") == "accepted") return ", accepted, the network gives no id";
    return {};
}

void print_delivery(std::ostream& out, const boost::json::object& d, const style& colors)
{
    const auto state = text(d, "state");
    out << "  " << colors.strong(printable(text(d, "channel_name"))) << " (" << printable(text(d, "connector"))
        << "): " << colored(state, printable(state), colors) << whereabouts(d) << explanation(d) << '\n'
        << "    " << colors.faint("delivery " + printable(text(d, "id"))) << '\n';
    if (state == "unconfirmed")
        out << "    Is it there? multipost posts resolve " << printable(text(d, "id"))
            << " --delivered, or --not-delivered to send it again.\n";
    for_each_in(d, "attempts_made", [&](const boost::json::object& a) {
        const auto how = text(a, "state");
        out << "    " << local_time_with_seconds(text(a, "started_at")) << "  " << colored(how, printable(how), colors)
            << explanation(a) << '\n';
    });
}

std::string mark(std::string_view state, const style& colors)
{
    if (state == "delivered") return colors.good("✓");
    if (state == "unconfirmed") return colors.doubtful("?");
    if (state == "failed" || state == "missed") return colors.bad("✗");
    return colors.doubtful("–");
}

std::string time_in_list(const boost::json::object& post)
{
    const auto* planned = object(post, "schedule");
    return local_time(text(planned == nullptr ? post : *planned, planned == nullptr ? "created_at" : "instant"));
}

// "2026-12-24T09:00:00+01:00" and "CET" as "2026-12-24 09:00 CET"; seconds where there are any.
std::string time_in_zone(const boost::json::object& planned)
{
    constexpr std::size_t date = std::string_view("2026-12-24").size();
    constexpr std::size_t minutes = std::string_view("2026-12-24T09:00").size();
    constexpr std::size_t seconds = std::string_view("2026-12-24T09:00:00").size();
    std::string local(text(planned, "local").substr(0, seconds));
    if (local.size() != seconds) return local_time(text(planned, "instant"));
    local[date] = ' ';
    if (local.ends_with(":00")) local.resize(minutes);
    return printable(local + " " + std::string(text(planned, "abbreviation")));
}

void print_empty(std::ostream& out, bool more, bool filtered)
{
    if (more)
        out << "None among the newest posts; the older ones were not looked at.\n";
    else if (filtered)
        out << "No posts like that. multipost posts list shows all.\n";
    else
        out << "No posts yet. Write one: multipost send -t CHANNEL \"Hello\".\n";
}

} // namespace

void print_posts(std::ostream& out, const boost::json::object& page, bool filtered, const style& colors)
{
    table posts({"TIME", "STATE", "ID", "TEXT"});
    for_each_in(page, "items", [&](const boost::json::object& post) {
        const auto state = printable(text(post, "state"));
        const auto id = printable(text(post, "id"));
        posts.add({{time_in_list(post)},
                   {state, colored(state, state, colors)},
                   {id, colors.faint(id)},
                   {beginning(text(post, "text"))}});
    });
    const bool more = !text(page, "next").empty();
    if (posts.empty()) return print_empty(out, more, filtered);
    posts.print(out, colors);
    if (more) out << colors.faint("There are more: --limit N shows up to 100.") << '\n';
}

void print_post(std::ostream& out, const boost::json::object& post, const style& colors)
{
    const auto state = text(post, "state");
    out << colors.strong(printable(text(post, "id"))) << "  " << colored(state, printable(state), colors)
        << "  accepted " << local_time_with_seconds(text(post, "created_at")) << '\n';
    print_schedule(out, post);
    out << '\n';
    if (const auto title = text(post, "title"); !title.empty()) out << "  " << colors.strong(printable(title)) << '\n';
    out << printable_lines(text(post, "text"), "  ");
    if (const auto link = text(post, "link"); !link.empty()) out << "  " << printable(link) << '\n';
    out << '\n';
    for_each_in(post, "deliveries", [&](const boost::json::object& d) { print_delivery(out, d, colors); });
}

void print_schedule(std::ostream& out, const boost::json::object& post)
{
    const auto* planned = object(post, "schedule");
    if (planned == nullptr) return;
    const auto here = local_time(text(*planned, "instant"));
    const auto zone = text(*planned, "zone");
    const auto there = zone.empty() ? here : time_in_zone(*planned);
    out << (text(post, "state") == "scheduled" ? "Goes out at " : "Planned for ") << there;
    if (!zone.empty()) out << " (" << printable(zone) << ")";
    if (there != here) out << ", which is " << here << " here";
    out << ".\n";
    const auto asked = printable(text(*planned, "at"));
    const auto change = text(*planned, "clock_change");
    if (change == "skipped")
        out << "The clocks go forward over " << asked << " there: this is the first moment after.\n";
    if (change == "repeated")
        out << "The clocks go back over " << asked
            << " there, so that it comes twice: this is the first. The second is "
            << printable(text(*planned, "second")) << ".\n";
    if (const auto* late = object(*planned, "late"))
        out << "What is not sent within " << printable(text(*late, "send_within")) << " of it is missed.\n";
}

void print_outcome(std::ostream& out, const boost::json::object& post, bool delivered_too, const style& colors)
{
    for_each_in(post, "deliveries", [&](const boost::json::object& d) {
        const auto state = text(d, "state");
        if (state == "delivered" && !delivered_too) return;
        out << mark(state, colors) << ' ' << colors.strong(printable(text(d, "channel_name"))) << ": "
            << printable(state) << whereabouts(d) << explanation(d) << '\n';
    });
}

} // namespace multipost::cli
