// SPDX-License-Identifier: BSL-1.0
#include "operation/setting_file.hpp"

#include "operation/nearest_name.hpp"
#include "operation/printable.hpp"
#include "operation/setting.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>

namespace webapp {

namespace {

class reader
{
public:
    explicit reader(std::string_view file) : file_(printable(file)) {}

    void read(const toml::table& table, const std::string& prefix);
    void read_text(std::string_view text);

    setting_file result;

private:
    [[nodiscard]] std::string place(const toml::node& node) const
    {
        return file_ + ", line " + std::to_string(node.source().begin.line) + ": ";
    }
    void read_setting(const setting& s, const toml::node& node);
    void refuse_unknown(const std::string& name, const toml::node& node);

    std::string file_;
};

bool is_table(std::string_view name)
{
    const auto settings = all_settings();
    const auto prefix = std::string(name) + ".";
    return std::any_of(settings.begin(), settings.end(), [&](const auto& s) { return s.name.starts_with(prefix); });
}

const setting* find_setting(std::string_view name)
{
    for (const auto& s : all_settings())
        if (s.name == name) return &s;
    return nullptr;
}

std::optional<std::string> joined(const toml::array& texts, char separator)
{
    std::string all;
    for (const auto& element : texts)
    {
        const auto text = element.value<std::string>();
        if (!text) return std::nullopt;
        if (!all.empty()) all += separator;
        all += *text;
    }
    return all;
}

void reader::read(const toml::table& table, const std::string& prefix)
{
    for (const auto& [key, node] : table)
    {
        const auto name = prefix + std::string(key.str());
        if (const auto* s = find_setting(name))
            read_setting(*s, node);
        else if (const auto* inner = node.as_table(); inner != nullptr && is_table(name))
            read(*inner, name + ".");
        else
            refuse_unknown(name, node);
    }
}

void reader::read_setting(const setting& s, const toml::node& node)
{
    std::optional<std::string> text = node.value<std::string>();
    const auto* array = node.as_array();
    if (array != nullptr && s.separator != '\0') text = joined(*array, s.separator);
    const auto where = place(node) + std::string(s.name);
    if (!text)
        result.errors.push_back(where + " should be " + std::string(s.wanted) +
                                (s.separator == '\0' ? ", in quotes." : ", in quotes, or an array of such."));
    else if (array == nullptr || !array->empty())
        result.settings.emplace(s.name, setting_file::entry{*text, where});
}

void reader::refuse_unknown(const std::string& name, const toml::node& node)
{
    std::vector<std::string> known;
    for (const auto& s : all_settings())
    {
        known.emplace_back(s.name);
        if (const auto dot = s.name.find('.'); dot != std::string_view::npos) known.emplace_back(s.name.substr(0, dot));
    }
    auto what = place(node) + "there is no setting \"" + printable(name) + "\".";
    if (const auto nearest = nearest_name(name, known); !nearest.empty()) what += " Did you mean \"" + nearest + "\"?";
    result.errors.push_back(std::move(what));
}

void reader::read_text(std::string_view text)
{
    try
    {
        read(toml::parse(text), {});
    }
    catch (const toml::parse_error& e)
    {
        result.errors.push_back(file_ + ", line " + std::to_string(e.source().begin.line) +
                                ": this is no TOML: " + printable(e.description()) + ".");
    }
}

} // namespace

setting_file read_setting_file(std::string_view name, std::string_view text)
{
    reader r(name);
    r.read_text(text);
    return std::move(r.result);
}

} // namespace webapp
