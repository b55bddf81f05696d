// SPDX-License-Identifier: BSL-1.0
#include "fault_case.hpp"

namespace integration {

namespace {

// Long enough for a request to leave on a busy machine.
const std::string soon = "2";

outcome delivered() { return {"delivered", "", "", 0, 1}; }
outcome failed(const std::string& kind, const std::string& code) { return {"failed", kind, code, 1, 0}; }
outcome dead(const std::string& code) { return failed("channel_dead", code); }
outcome rejected(const std::string& code) { return failed("message_rejected", code); }
outcome unconfirmed(const std::string& code, std::size_t in_ledger)
{
    return {"unconfirmed", "unconfirmed", code, 6, in_ledger};
}

// What breaks below the network's own words is the same for both.
void add_broken_connections(const std::string& network, std::vector<fault_case>& cases)
{
    cases.push_back({network, "", delivered()});
    cases.push_back({network, "fault.reset-before", unconfirmed("connection_lost", 0)});
    cases.push_back({network, "fault.reset-after", unconfirmed("connection_lost", 1)});
    cases.push_back({network, "fault.truncate", unconfirmed("answer_truncated", 1)});
    // Bytes without a line end: nobody can tell them from the beginning of an answer.
    cases.push_back({network, "fault.garbage", unconfirmed("answer_truncated", 1)});
    cases.push_back({network, "fault.html", unconfirmed("unexpected_answer", 0)});
    cases.push_back({network, "fault.slow-0.2", delivered()});
    cases.push_back({network, "fault.slow-60", unconfirmed("timeout", 1), soon});
    cases.push_back({network, "fault.hang", unconfirmed("timeout", 0), soon});
    cases.push_back({network, "fault.rate-0.2", delivered()});
    cases.push_back({network, "fault.rate-3600", failed("rate_limited", "rate_limited"), soon});
    cases.push_back({network, "fault.status-302-x", dead("redirected")});
    cases.push_back({network, "fault.status-401-x", dead("webhook_refused")});
    cases.push_back({network, "fault.status-418-x", rejected("message_refused")});
    cases.push_back({network, "fault.status-200-x", unconfirmed("unexpected_answer", 0)});
    cases.push_back({network, "fault.status-500-x", unconfirmed("server_error", 0)});
    cases.push_back({network, "fault.status-502-x", unconfirmed("server_error", 0)});
    cases.push_back({network, "fault.status-503-x", unconfirmed("server_error", 0)});
}

// docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors"
void add_slack(std::vector<fault_case>& cases)
{
    add_broken_connections("slack", cases);
    const auto add = [&cases](const std::string& status, const std::string& word, const outcome& expected) {
        cases.push_back({"slack", "fault.status-" + status + "-" + word, expected});
    };
    add("400", "invalid_payload", rejected("invalid_payload"));
    add("400", "user_not_found", dead("user_not_found"));
    add("400", "no_text", rejected("no_text"));
    add("400", "too_many_attachments", rejected("too_many_attachments"));
    add("403", "action_prohibited", dead("action_prohibited"));
    add("403", "invalid_token", dead("invalid_token"));
    add("403", "posting_to_general_channel_denied", dead("posting_to_general_channel_denied"));
    add("403", "team_disabled", dead("team_disabled"));
    add("404", "channel_not_found", dead("channel_not_found"));
    add("404", "no_active_hooks", dead("no_active_hooks"));
    add("404", "no_service", dead("no_service"));
    add("404", "no_service_id", dead("no_service_id"));
    add("404", "no_team", dead("no_team"));
    add("410", "channel_is_archived", dead("channel_is_archived"));
    cases.push_back({"slack", "fault.status-500-rollup_error", failed("transient", "rollup_error"), soon});
    cases.push_back({"slack", "fault.status-429-x", failed("rate_limited", "rate_limited"), soon});
}

// docs.discord.com/developers/topics/opcodes-and-status-codes
void add_discord(std::vector<fault_case>& cases)
{
    add_broken_connections("discord", cases);
    const auto add = [&cases](const std::string& status, const std::string& code, const outcome& expected) {
        cases.push_back({"discord", "fault.status-" + status + "-" + code, expected});
    };
    add("204", "0", unconfirmed("no_message", 0));
    add("400", "50006", rejected("50006"));
    add("400", "50035", rejected("50035"));
    add("400", "30015", rejected("30015"));
    add("400", "200000", rejected("200000"));
    add("400", "240000", rejected("240000"));
    add("400", "220001", dead("220001"));
    add("400", "220002", dead("220002"));
    add("400", "220003", dead("220003"));
    add("400", "40067", dead("40067"));
    add("400", "50083", dead("50083"));
    add("401", "50027", dead("50027"));
    add("401", "40001", failed("auth", "40001"));
    add("401", "50014", failed("auth", "50014"));
    add("403", "50001", dead("50001"));
    add("403", "50013", dead("50013"));
    add("403", "160005", dead("160005"));
    add("403", "20009", rejected("20009"));
    add("404", "10003", dead("10003"));
    add("404", "10015", dead("10015"));
    add("413", "40005", rejected("40005"));
    add("413", "50045", rejected("50045"));
    cases.push_back({"discord", "fault.status-403-cloudflare", failed("rate_limited", "blocked"), soon});
    cases.push_back({"discord", "fault.status-429-20016", failed("rate_limited", "20016"), soon});
    cases.push_back({"discord", "fault.status-400-40004", failed("transient", "40004"), soon});
    cases.push_back({"discord", "fault.status-503-130000", failed("transient", "130000"), soon});
}

} // namespace

std::vector<fault_case> fault_cases()
{
    std::vector<fault_case> cases;
    add_slack(cases);
    add_discord(cases);
    return cases;
}

} // namespace integration
