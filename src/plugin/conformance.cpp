// SPDX-License-Identifier: BSL-1.0
#include "plugin/conformance/rules.hpp"
#include "plugin/plugin_loader.hpp"

#include <multipost/conformance.hpp>
#include <multipost/plugin.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace multipost {

namespace {

using conformance::subject;
using verdict = conformance_finding::verdict;

class report
{
public:
    void add(std::string_view connector, std::string_view rule, std::optional<std::string> broken)
    {
        const auto how = broken ? verdict::failed : verdict::passed;
        findings_.push_back(
            {std::string(connector), std::string(rule), how, std::move(broken).value_or(std::string())});
    }

    void skip(std::string_view connector, std::string_view rule, std::string why)
    {
        findings_.push_back({std::string(connector), std::string(rule), verdict::skipped, std::move(why)});
    }

    std::vector<conformance_finding> take() { return std::move(findings_); }

private:
    std::vector<conformance_finding> findings_;
};

std::optional<std::string> other_exports(const loaded_plugin& plugin)
{
    std::string others;
    for (const auto& symbol : plugin.exported)
    {
        if (symbol != MP_ENTRY_NAME) others += (others.empty() ? "it also exports " : ", ") + symbol;
        if (others.size() > 500) return others + ", ...";
    }
    if (others.empty()) return std::nullopt;
    return others;
}

/// The first exchange that breaks the rule.
std::optional<std::string> broken_in_any(const conformance::exchange_rule& rule, const subject& of)
{
    for (const auto& played : of.exchanges())
    {
        if (auto broken = rule.broken_by(played, of)) return played.describe() + ": " + *broken;
    }
    return std::nullopt;
}

void check_connector(const std::shared_ptr<const loaded_connector>& connector, report& to)
{
    const subject of(connector);
    const auto& id = of.info().id;
    bool playable = true;
    for (const auto& rule : conformance::description_rules())
    {
        auto broken = rule.broken_by(of);
        playable = playable && !broken;
        to.add(id, rule.name, std::move(broken));
    }
    const auto judge = [&](std::string_view name, auto&& look) {
        if (playable)
            to.add(id, name, look());
        else
            to.skip(id, name, "nothing can be played with the description's examples");
    };
    for (const auto& rule : conformance::function_rules()) to.add(id, rule.name, rule.broken_by(of));
    for (const auto& rule : conformance::exchange_rules()) judge(rule.name, [&] { return broken_in_any(rule, of); });
    for (const auto& rule : conformance::operation_rules()) judge(rule.name, [&] { return rule.broken_by(of); });
}

} // namespace

std::vector<conformance_finding> check_plugin(const std::filesystem::path& file)
{
    report findings;
    const auto plugin = load_plugin(file);
    const bool describes_itself = plugin || plugin.error().code != errc::plugin_bad_description;
    findings.add({}, "file_can_be_loaded",
                 plugin || !describes_itself ? std::nullopt : std::optional(plugin.error().what));
    if (!plugin && describes_itself) return findings.take();
    findings.add({}, "description_is_valid", plugin ? std::nullopt : std::optional(plugin.error().what));
    if (!plugin) return findings.take();

    findings.add({}, "exports_one_symbol", other_exports(*plugin));
    for (const auto& connector : plugin->connectors) check_connector(connector, findings);
    return findings.take();
}

} // namespace multipost
