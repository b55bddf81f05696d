// SPDX-License-Identifier: BSL-1.0
#include "cli/findings_report.hpp"

#include "cli/printable.hpp"
#include "cli/utf8.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace multipost::cli {

namespace {

using verdict = conformance_finding::verdict;

std::string_view to_string(verdict v)
{
    switch (v)
    {
    case verdict::passed: return "passed";
    case verdict::skipped: return "skipped";
    case verdict::failed: break;
    }
    return "failed";
}

std::string mark(verdict v, const style& colors)
{
    switch (v)
    {
    case verdict::passed: return colors.good("✓");
    case verdict::skipped: return colors.faint("–");
    case verdict::failed: break;
    }
    return colors.bad("✗");
}

std::ptrdiff_t count(const std::vector<conformance_finding>& findings, verdict v)
{
    return std::count_if(findings.begin(), findings.end(), [v](const auto& f) { return f.how == v; });
}

} // namespace

void print_findings(std::ostream& out, const std::filesystem::path& file,
                    const std::vector<conformance_finding>& findings, const global_options& options,
                    const style& colors)
{
    for (const auto& f : findings)
    {
        if (options.quiet && f.how != verdict::failed) continue;
        out << mark(f.how, colors) << ' ';
        if (!f.connector.empty()) out << printable(f.connector) << ": ";
        out << printable(f.rule);
        if (!f.what.empty()) out << ": " << printable(f.what);
        out << '\n';
    }
    const auto failed = count(findings, verdict::failed);
    if (options.quiet && failed == 0) return;
    out << printable(file.string()) << ": " << count(findings, verdict::passed) << " rules kept, " << failed
        << " broken, " << count(findings, verdict::skipped) << " do not apply\n";
}

boost::json::object findings_json(const std::filesystem::path& file, const std::vector<conformance_finding>& findings)
{
    boost::json::array out;
    for (const auto& f : findings)
        out.push_back({{"connector", as_utf8(f.connector)},
                       {"rule", f.rule},
                       {"verdict", to_string(f.how)},
                       {"what", as_utf8(f.what)}});
    return {{"file", as_utf8(file.string())}, {"passed", passed(findings)}, {"findings", std::move(out)}};
}

bool passed(const std::vector<conformance_finding>& findings)
{
    return !findings.empty() && count(findings, verdict::failed) == 0;
}

} // namespace multipost::cli
