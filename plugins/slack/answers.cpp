// SPDX-License-Identifier: BSL-1.0
#include "answers.hpp"

#include <algorithm>
#include <string>

namespace slack {
namespace {

using namespace multipost::connector;
using enum failure_class;

constexpr std::string_view new_webhook = "Make a new webhook in Slack and put its URL into this channel's settings.";
constexpr std::string_view ask_admin =
    "Ask an administrator of the workspace, or use a webhook of another Slack channel.";

// Slack's words: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks ("Handling errors") and
// docs.slack.dev/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks. Our words come after them.
constexpr refusal known_refusals[] = {
    {"invalid_token", channel_dead, "Slack does not know this webhook's token.", new_webhook},
    {"no_active_hooks", channel_dead, "The webhook has been switched off in Slack.", new_webhook},
    {"no_service", channel_dead, "The webhook has been removed or switched off in Slack.", new_webhook},
    {"no_service_id", channel_dead, "The webhook's URL lacks the part that names the webhook.",
     "Copy the whole webhook URL from Slack into this channel's settings."},
    {"no_team", channel_dead, "The Slack workspace of this webhook does not exist.", new_webhook},
    {"team_disabled", channel_dead, "The Slack workspace of this webhook has been switched off.",
     "Ask the owner of the workspace, or use a webhook of another one."},
    {"channel_is_archived", channel_dead, "The Slack channel of this webhook is archived.",
     "Unarchive it in Slack, or make a webhook for another channel."},
    {"channel_not_found", channel_dead, "The Slack channel of this webhook no longer exists.", new_webhook},
    {"user_not_found", channel_dead, "The Slack user this webhook writes to no longer exists.", new_webhook},
    {"action_prohibited", channel_dead, "An administrator of the Slack workspace does not allow this webhook to post.",
     ask_admin},
    {"posting_to_general_channel_denied", channel_dead,
     "The webhook writes to the workspace's general channel, where only some may post.", ask_admin},
    {"invalid_payload", message_rejected, "Slack could not read the message.",
     "Change the text; if it keeps happening, report it with the text."},
    {"no_text", message_rejected, "Slack takes no message without text.", "Write a text."},
    {"too_many_attachments", message_rejected, "Slack takes at most 100 attachments in a message.",
     "Send fewer attachments."},
    {"rollup_error", transient, "Slack could not process the message for a reason of its own, and did not post it.",
     "Nothing; it can be sent again later."},
    {"rate_limited", rate_limited, "Slack wants fewer messages: about one a second for each channel.",
     "Wait as long as Slack asks, then send again."},

    {"webhook_refused", channel_dead, "Slack refused the webhook without a reason it documents.", new_webhook},
    {"message_refused", message_rejected, "Slack refused the message without a reason it documents.",
     "Change the text; Slack's own words may tell more."},
    {"redirected", channel_dead, "The webhook's address answered with a redirect, which is not followed.",
     "Copy the webhook URL from Slack again; if it goes through a proxy or portal, let it reach Slack."},
    {"server_error", unconfirmed, "Slack failed while it handled the message, which may have been posted.",
     "Look in Slack whether the message is there before sending it again."},
    {"unexpected_answer", unconfirmed,
     "What answered does not answer as Slack does, so the message may or may not be posted.",
     "Look in Slack whether the message is there; check that no proxy or portal stands in between."},
    {"unavailable", transient, "Slack did not answer the question whether the webhook works.", "Ask again later."},
};

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

const refusal* find(std::string_view code)
{
    const auto found = std::ranges::find(known_refusals, code, &refusal::code);
    return found == std::end(known_refusals) ? nullptr : found;
}

// What stands in the body of an answer that names no documented word.
std::string_view code_for_status(unsigned status, request_purpose purpose)
{
    // RFC 9110 sections 15.4.4, 15.5.9 and RFC 8470 section 5.2: done, look there; too slow; perhaps a repetition. None
    // of them says that nothing was posted.
    if (status == 303 || status == 408 || status == 425)
        return purpose == request_purpose::check ? "unavailable" : "unexpected_answer";
    if (status >= 300 && status < 400) return "redirected";
    if (status == 401 || status == 403 || status == 404 || status == 405 || status == 410) return "webhook_refused";
    if (status >= 400 && status < 500) return "message_refused";
    if (purpose == request_purpose::check) return "unavailable";
    return status >= 500 ? "server_error" : "unexpected_answer";
}

// The body if it is a line of plain words; a web page says nothing worth showing.
std::string remote_words(std::string_view body)
{
    constexpr std::size_t longest = 200;
    const bool plain = std::ranges::all_of(body, [](char c) { return c >= ' ' && c <= '~' && c != '<'; });
    return plain && body.size() <= longest ? std::string(body) : std::string();
}

// What is known of an answer without a documented word is its status.
std::string with_status(std::string_view sentence, unsigned status)
{
    return std::string(sentence.substr(0, sentence.size() - 1)) + " (HTTP status " + std::to_string(status) + ").";
}

} // namespace

std::span<const refusal> refusals() noexcept { return known_refusals; }

bool is_ok(const response& answer) { return answer.status == 200 && trimmed(answer.body) == "ok"; }

bool is_no_text(const response& answer) { return answer.status == 400 && trimmed(answer.body) == "no_text"; }

failure explain(const response& answer, request_purpose purpose, std::int64_t now_ms)
{
    const auto body = trimmed(answer.body);
    const bool limited = answer.status == 429;
    // A success never names a refusal: a page that happens to read "no_text" proves nothing.
    const auto* named = answer.status >= 400 && !limited ? find(body) : nullptr;
    const auto& known = named ? *named : *find(limited ? "rate_limited" : code_for_status(answer.status, purpose));
    auto f = failed(known.kind, std::string(known.code), std::string(known.what), std::string(known.advice));
    f.remote_words = remote_words(body);
    if (!named) f.what = with_status(known.what, answer.status);
    if (known.kind == rate_limited) f.retry_after_ms = parse_retry_after(answer.header_value("retry-after"), now_ms);
    return f;
}

} // namespace slack
