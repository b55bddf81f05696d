// SPDX-License-Identifier: BSL-1.0
#include "operation/security_log_writer.hpp"

#include <algorithm>

namespace webapp {

namespace {

// What an administrator should see even when only warnings are logged.
bool is_alarming(std::string_view event)
{
    return event == "login_failed" || event == "access_denied" || event == "rate_limited" || event == "plugin_refused";
}

} // namespace

void security_log_writer::note(std::string_view event, const fields& what)
{
    fields all{{"event", event}};
    all.insert(all.end(), what.begin(), what.end());
    log_.write(is_alarming(event) ? multipost::log_level::warning : multipost::log_level::info, "security", event, all);
}

} // namespace webapp
