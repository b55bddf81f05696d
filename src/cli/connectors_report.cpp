// SPDX-License-Identifier: BSL-1.0
#include "cli/connectors_report.hpp"

#include "cli/printable.hpp"
#include "cli/utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <iomanip>

namespace multipost::cli {

namespace {

std::string_view to_string(idempotency_info::kind kind)
{
    switch (kind)
    {
    case idempotency_info::kind::timed: return "timed";
    case idempotency_info::kind::unbounded: return "unbounded";
    case idempotency_info::kind::none: break;
    }
    return "none";
}

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + printable(word);
    return out.empty() ? "none" : out;
}

std::vector<std::string> span_names(const text_limits& text)
{
    std::vector<std::string> names;
    for (const auto kind : text.spans) names.emplace_back(multipost::to_string(kind));
    return names;
}

std::string text_limit(const text_limits& text)
{
    return text.max == 0 ? "no limit" : std::to_string(text.max) + " " + std::string(multipost::to_string(text.unit));
}

std::string attachment_limit(const attachment_limits& limits)
{
    if (limits.max_count == 0) return "none";
    auto text = "at most " + std::to_string(limits.max_count);
    if (limits.max_bytes != 0) text += ", " + std::to_string(limits.max_bytes) + " bytes each";
    return text;
}

std::string resend(const idempotency_info& idempotency)
{
    switch (idempotency.how)
    {
    case idempotency_info::kind::timed:
        return "the network recognises a repeated delivery for " + std::to_string(idempotency.valid_for.count()) + " s";
    case idempotency_info::kind::unbounded: return "the network recognises a repeated delivery";
    case idempotency_info::kind::none: break;
    }
    return "a repeated request publishes again";
}

boost::json::array strings(const std::vector<std::string>& words)
{
    return boost::json::array(words.begin(), words.end());
}

boost::json::array settings_json(const connector_info& connector)
{
    boost::json::array out;
    for (const auto& s : connector.settings)
        out.push_back({{"name", s.name},
                       {"title", s.title},
                       {"description", s.description},
                       {"secret", s.secret},
                       {"required", s.required}});
    return out;
}

boost::json::array errors_json(const connector_info& connector)
{
    boost::json::array out;
    for (const auto& e : connector.errors)
        out.push_back(
            {{"code", e.code}, {"class", multipost::to_string(e.kind)}, {"what", e.what}, {"advice", e.advice}});
    return out;
}

void print_settings(std::ostream& out, const connector_info& connector, const style& colors)
{
    out << '\n' << colors.strong("Settings") << '\n';
    for (const auto& s : connector.settings)
    {
        out << "  " << printable(s.name) << (s.required ? " (required" : " (optional")
            << (s.secret ? ", secret)" : ")");
        if (const auto& about = s.description.empty() ? s.title : s.description; !about.empty())
            out << ": " << printable(about);
        out << '\n';
    }
}

void print_errors(std::ostream& out, const connector_info& connector, const style& colors)
{
    if (connector.errors.empty()) return;
    out << '\n' << colors.strong("Documented refusals") << '\n';
    for (const auto& e : connector.errors)
    {
        out << "  " << printable(e.code) << " (" << multipost::to_string(e.kind) << "): " << printable(e.what);
        if (!e.advice.empty()) out << ' ' << printable(e.advice);
        out << '\n';
    }
}

} // namespace

void print_connectors(std::ostream& out, const std::vector<connector_info>& connectors, const style& colors)
{
    std::size_t id = 2;
    std::size_t name = 4;
    std::size_t version = 7;
    for (const auto& c : connectors)
    {
        id = std::max(id, c.id.size());
        name = std::max(name, printable(c.name).size());
        version = std::max(version, printable(c.version).size());
    }
    const auto row = [&](std::string_view a, std::string_view b, std::string_view c, std::string_view d) {
        const auto cell = [&out](std::string_view text, std::size_t width) {
            out << std::left << std::setw(static_cast<int>(width + 2)) << text;
        };
        cell(a, id);
        cell(b, name);
        cell(c, version);
        out << d << '\n';
    };
    row("ID", "NAME", "VERSION", colors.faint("FILE"));
    for (const auto& c : connectors)
        row(c.id, printable(c.name), printable(c.version), colors.faint(printable(c.file.string())));
}

boost::json::object connectors_json(const loaded_connectors& loaded)
{
    boost::json::array connectors;
    for (const auto& c : loaded.registry.connectors())
        connectors.push_back(
            {{"id", c.id}, {"name", c.name}, {"version", c.version}, {"file", as_utf8(c.file.string())}});
    boost::json::array refused;
    for (const auto& e : loaded.refused)
        refused.push_back({{"code", e.code.value()}, {"reason", e.code.message()}, {"what", as_utf8(e.what)}});
    return {{"connectors", std::move(connectors)}, {"refused", std::move(refused)}};
}

void print_connector(std::ostream& out, const connector_info& connector, const style& colors)
{
    out << colors.strong(printable(connector.name)) << " (" << connector.id << ") " << printable(connector.version)
        << '\n';
    if (!connector.homepage.empty()) out << "  Home page:    " << printable(connector.homepage) << '\n';
    out << "  Operations:   " << joined(connector.operations) << '\n'
        << "  Hosts:        " << joined(connector.hosts) << '\n'
        << "  Text:         " << text_limit(connector.text) << '\n'
        << "  Formatting:   " << joined(span_names(connector.text)) << '\n'
        << "  Attachments:  " << attachment_limit(connector.attachments) << '\n'
        << "  Sent again:   " << resend(connector.idempotency) << '\n'
        << "  File:         " << printable(connector.file.string()) << '\n';
    print_settings(out, connector, colors);
    print_errors(out, connector, colors);
}

boost::json::object to_json(const connector_info& connector)
{
    boost::json::object text{{"max", connector.text.max},
                             {"unit", multipost::to_string(connector.text.unit)},
                             {"spans", strings(span_names(connector.text))}};
    boost::json::object attachments{{"max_count", connector.attachments.max_count},
                                    {"max_bytes", connector.attachments.max_bytes}};
    boost::json::object idempotency{{"kind", to_string(connector.idempotency.how)},
                                    {"valid_for_s", connector.idempotency.valid_for.count()}};
    boost::json::error_code not_json;
    return {
        {"id", connector.id},
        {"name", connector.name},
        {"version", connector.version},
        {"homepage", connector.homepage},
        {"operations", strings(connector.operations)},
        {"hosts", strings(connector.hosts)},
        {"settings", settings_json(connector)},
        {"settings_schema", boost::json::parse(connector.settings_schema, not_json)},
        {"text", std::move(text)},
        {"attachments", std::move(attachments)},
        {"idempotency", std::move(idempotency)},
        {"errors", errors_json(connector)},
        {"file", as_utf8(connector.file.string())},
    };
}

} // namespace multipost::cli
