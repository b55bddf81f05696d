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
    if (std::any_of(record.fields.begin(), record.fields.end(), is_of_tls)) note("tls_failed", record.fields);
}

} // namespace webapp
