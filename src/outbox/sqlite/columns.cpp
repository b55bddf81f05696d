// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/columns.hpp"

#include "outbox/store_exception.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstdint>

namespace multipost {

namespace json = boost::json;

namespace {

[[noreturn]] void refuse(std::string_view what)
{
    throw store_exception({errc::store_failed, "The database holds " + std::string(what) +
                                                   ", which no version of multipost writes. Restore a backup."});
}

template <class Enum, std::size_t Size>
Enum word_in(const sqlite_row& row, std::size_t column, const std::array<Enum, Size>& known)
{
    const auto& word = row.text(column);
    for (const auto value : known)
        if (to_string(value) == word) return value;
    refuse("the word \"" + word + "\"");
}

constexpr std::array channel_states{channel_state::active, channel_state::paused, channel_state::needs_attention};
constexpr std::array exposures{exposure::nothing, exposure::parts, exposure::recognised, exposure::doubtful};
constexpr std::array<std::pair<limit_scope, std::string_view>, 3> scopes{
    {{limit_scope::channel, "channel"}, {limit_scope::credential, "credential"}, {limit_scope::origin, "origin"}}};

std::string json_of(const failure& f)
{
    json::object o;
    o["class"] = to_string(f.kind);
    o["code"] = f.code;
    o["what"] = f.what;
    if (!f.advice.empty()) o["advice"] = f.advice;
    if (!f.remote_words.empty()) o["remote_words"] = f.remote_words;
    if (f.retry_after) o["retry_after_ms"] = f.retry_after->count();
    for (const auto& [scope, name] : scopes)
        if (scope == f.retry_scope && scope != limit_scope::channel) o["retry_scope"] = name;
    return json::serialize(o);
}

std::string text_member(const json::object& o, std::string_view name)
{
    const auto* const value = o.if_contains(name);
    return value ? std::string(value->as_string()) : std::string();
}

failure failure_of(const json::object& o)
{
    failure f;
    const auto kind = failure_class_from_string(o.at("class").as_string());
    if (!kind) refuse("a failure of an unknown class");
    f.kind = *kind;
    f.code = text_member(o, "code");
    f.what = text_member(o, "what");
    f.advice = text_member(o, "advice");
    f.remote_words = text_member(o, "remote_words");
    if (const auto* const wait = o.if_contains("retry_after_ms"))
        f.retry_after = std::chrono::milliseconds(wait->to_number<std::int64_t>());
    for (const auto& [scope, name] : scopes)
        if (name == text_member(o, "retry_scope")) f.retry_scope = scope;
    return f;
}

/// Reads JSON of ours.
template <class Read>
auto read_json(const sqlite_row& row, std::size_t column, Read read) -> decltype(read(json::object()))
{
    try
    {
        return read(json::parse(row.text(column)).as_object());
    }
    catch (const store_exception&)
    {
        throw;
    }
    catch (const std::exception&)
    {
        refuse("broken JSON");
    }
}

} // namespace

sqlite_value column(wall_time t) { return std::int64_t{t.time_since_epoch().count()}; }

sqlite_value column(std::optional<wall_time> t) { return t ? column(*t) : sqlite_value(); }

sqlite_value column(std::string_view text) { return std::string(text); }
sqlite_value column(delivery_state s) { return column(to_string(s)); }
sqlite_value column(channel_state s) { return column(to_string(s)); }
sqlite_value column(proof p) { return column(to_string(p)); }
sqlite_value column(exposure e) { return column(to_string(e)); }
sqlite_value column(std::size_t number) { return static_cast<std::int64_t>(number); }

sqlite_value column(const std::optional<failure>& f)
{
    if (!f) return {};
    return json_of(*f);
}

sqlite_value column(const std::vector<std::string>& texts)
{
    return json::serialize(json::array(texts.begin(), texts.end()));
}

sqlite_value column(const std::map<std::string, std::string, std::less<>>& texts)
{
    json::object o;
    for (const auto& [name, text] : texts) o[name] = text;
    return json::serialize(o);
}

wall_time time_in(const sqlite_row& row, std::size_t column)
{
    return wall_time(std::chrono::milliseconds(row.integer(column)));
}

std::optional<wall_time> optional_time_in(const sqlite_row& row, std::size_t column)
{
    if (row.is_null(column)) return std::nullopt;
    return time_in(row, column);
}

unsigned number_in(const sqlite_row& row, std::size_t column) { return static_cast<unsigned>(row.integer(column)); }

delivery_state delivery_state_in(const sqlite_row& row, std::size_t column)
{
    const auto state = delivery_state_from_string(row.text(column));
    if (!state) refuse("the word \"" + row.text(column) + "\"");
    return *state;
}

channel_state channel_state_in(const sqlite_row& row, std::size_t column)
{
    return word_in(row, column, channel_states);
}

proof proof_in(const sqlite_row& row, std::size_t column)
{
    const auto p = proof_from_string(row.text(column));
    if (!p) refuse("the word \"" + row.text(column) + "\"");
    return *p;
}

exposure exposure_in(const sqlite_row& row, std::size_t column) { return word_in(row, column, exposures); }

std::optional<failure> failure_in(const sqlite_row& row, std::size_t column)
{
    if (row.is_null(column)) return std::nullopt;
    return read_json(row, column, failure_of);
}

std::map<std::string, std::string, std::less<>> texts_in(const sqlite_row& row, std::size_t column)
{
    return read_json(row, column, [](const json::object& o) {
        std::map<std::string, std::string, std::less<>> texts;
        for (const auto& [name, value] : o) texts.emplace(name, value.as_string());
        return texts;
    });
}

} // namespace multipost
