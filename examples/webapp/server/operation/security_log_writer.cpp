// SPDX-License-Identifier: BSL-1.0
#include "operation/security_log_writer.hpp"

#include <algorithm>

namespace webapp {

namespace {

// What an administrator should see even when only warnings are logged.
bool is_alarming(std::string_view event)
{
    return event == "login_failed" || event == "access_denied" || event == "rate_limited" ||
           event == "plugin_refused" || event == "tls_failed";
}

std::string_view field(const multipost::log_record& record, std::string_view name)
{
    const auto found =
        std::find_if(record.fields.begin(), record.fields.end(), [name](const auto& f) { return f.first == name; });
    return found == record.fields.end() ? std::string_view() : std::string_view(found->second);
}

} // namespace

void security_log_writer::note(std::string_view event, const fields& what)
{
    fields all{{"event", event}};
    all.insert(all.end(), what.begin(), what.end());
    log_.write(is_alarming(event) ? multipost::log_level::warning : multipost::log_level::info, "security", event, all);
}

void security_log_writer::note_attempt(const multipost::log_record& record)
{
    const auto is_of_tls = [](const auto& field) {
        return field.first == "code" && (field.second.starts_with("certificate_") || field.second.starts_with("tls"));
    };
    const auto channel = field(record, "channel");
    const auto connector = field(record, "connector");
    if (!channel.empty() && !connector.empty())
        note("secret_used", {{"user_id", field(record, "owner")},
                             {"channel_id", channel},
                             {"connector", connector},
                             {"purpose", "delivery"},
                             {"delivery", field(record, "delivery")}});
    if (std::any_of(record.fields.begin(), record.fields.end(), is_of_tls)) note("tls_failed", record.fields);
}

} // namespace webapp
