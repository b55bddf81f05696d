// SPDX-License-Identifier: BSL-1.0
#include "cli/preview_report.hpp"

#include "cli/printable.hpp"
#include "cli/send_report.hpp"

#include <boost/json/array.hpp>

namespace multipost::cli {

namespace {

std::string unit_name(length_unit unit)
{
    switch (unit)
    {
    case length_unit::bytes: return "bytes";
    case length_unit::utf16: return "UTF-16 units";
    case length_unit::code_points: return "characters";
    case length_unit::graphemes: break;
    }
    return "graphemes";
}

std::string counter(const channel_preview& p)
{
    auto text = std::to_string(p.length);
    if (p.limit != 0) text += " of " + std::to_string(p.limit);
    return text + ' ' + unit_name(p.unit);
}

void print_heading(std::ostream& out, const channel_preview& p, const style& colors)
{
    out << colors.strong(printable(p.channel)) << ": " << counter(p) << '\n';
}

void print_remarks(std::ostream& out, const channel_preview& p, const style& colors)
{
    for (const auto& n : p.notices) out << "  " << colors.doubtful("note: ") << printable(n.what) << '\n';
    if (p.problem)
        out << "  " << colors.bad("✗ ") << "would be refused (" << to_string(p.problem->kind) << ", "
            << printable(p.problem->code) << "): " << explanation(*p.problem) << '\n';
}

void print_request(std::ostream& out, const request_preview& r)
{
    out << "  " << printable(r.method) << ' ' << printable(r.url) << '\n';
    for (const auto& [name, value] : r.headers) out << "  " << printable(name) << ": " << printable(value) << '\n';
    out << '\n' << printable_lines(r.body, "  ");
}

boost::json::object request_json(const request_preview& r)
{
    boost::json::array headers;
    for (const auto& [name, value] : r.headers) headers.push_back({{"name", name}, {"value", value}});
    return {
        {"effect", r.effect}, {"method", r.method}, {"url", r.url}, {"headers", std::move(headers)}, {"body", r.body}};
}

boost::json::object channel_json(const channel_preview& p)
{
    boost::json::object out{
        {"channel", p.channel},
        {"connector", p.connector},
        {"text", p.text},
        {"length", p.length},
        {"limit", nullptr},
        {"unit", to_string(p.unit)},
        {"notices", to_json(p.notices)},
        {"problem", nullptr},
    };
    if (p.limit != 0) out["limit"] = p.limit;
    if (p.problem) out["problem"] = to_json(*p.problem);
    return out;
}

} // namespace

void print_previews(std::ostream& out, const std::vector<channel_preview>& previews, const style& colors)
{
    for (const auto& p : previews)
    {
        print_heading(out, p, colors);
        out << printable_lines(p.text, "  ");
        print_remarks(out, p, colors);
    }
}

void print_dry_run(std::ostream& out, const std::vector<channel_preview>& previews, const style& colors)
{
    out << "Nothing is sent. These are the requests:\n";
    for (const auto& p : previews)
    {
        out << '\n';
        print_heading(out, p, colors);
        for (const auto& r : p.requests) print_request(out, r);
        print_remarks(out, p, colors);
    }
}

boost::json::object preview_json(const std::vector<channel_preview>& previews)
{
    boost::json::array out;
    for (const auto& p : previews) out.push_back(channel_json(p));
    return {{"previews", std::move(out)}};
}

boost::json::object dry_run_json(const std::vector<channel_preview>& previews)
{
    boost::json::array out;
    for (const auto& p : previews)
    {
        boost::json::array requests;
        for (const auto& r : p.requests) requests.push_back(request_json(r));
        auto channel = channel_json(p);
        channel["requests"] = std::move(requests);
        out.push_back(std::move(channel));
    }
    return {{"dry_run", true}, {"deliveries", boost::json::array()}, {"previews", std::move(out)}};
}

} // namespace multipost::cli
