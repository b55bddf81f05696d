// SPDX-License-Identifier: BSL-1.0
#include "plugin/conformance/rules.hpp"
#include "plugin/settings_schema.hpp"

#include <array>

namespace multipost::conformance {

namespace {

std::optional<std::string> settings_have_examples(const subject& of)
{
    for (const auto& setting : of.info().settings)
    {
        if (setting.required && !of.settings().contains(setting.name))
            return "the required setting \"" + setting.name + "\" has no \"examples\" in the description";
    }
    if (const auto checked = check_settings(of.info(), of.settings()); !checked) return checked.error().what;
    return std::nullopt;
}

std::optional<std::string> operations_begin_with_the_examples(const subject& of)
{
    for (const auto kind : of.operations())
    {
        const auto played =
            play(of.connector(), {begin_with(kind, of.settings(), plain_message(of.info()).content), {}, {}, 0});
        if (played.not_created) return std::string(to_string(kind)) + ": " + played.not_created->what;
    }
    return std::nullopt;
}

constexpr std::array rules{
    connector_rule{"settings_have_examples", settings_have_examples},
    connector_rule{"operations_begin_with_the_examples", operations_begin_with_the_examples},
};

} // namespace

std::span<const connector_rule> description_rules() { return rules; }

} // namespace multipost::conformance
