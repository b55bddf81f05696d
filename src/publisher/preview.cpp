// SPDX-License-Identifier: BSL-1.0
#include "publisher/preview.hpp"

#include "delivery/delivery_fsm.hpp"
#include "plugin/loaded_connector.hpp"
#include "publisher/channel_mask.hpp"
#include "publisher/channel_problem.hpp"
#include "publisher/masked_text.hpp"
#include "publisher/prepared_message.hpp"

#include <utility>

namespace multipost {

namespace {

/// Stands where the delivery id of a real delivery would.
constexpr std::string_view no_delivery_id = "00000000-0000-0000-0000-000000000000";

std::string described(const attachment_range& range, const std::vector<attachment>& attachments)
{
    return "[attachment " + std::to_string(range.index + 1) + ": " + attachments[range.index].name + ", bytes " +
           std::to_string(range.offset) + "-" +
           std::to_string(range.offset + range.length - (range.length == 0 ? 0 : 1)) + "]";
}

request_preview masked(const http_request& request, const message& content, const secret_mask& mask)
{
    request_preview out;
    out.effect = to_string(request.effect);
    out.method = request.method;
    out.url = mask(request.url);
    for (const auto& [name, value] : request.headers) out.headers.emplace_back(name, mask(value));
    std::string body;
    for (const auto& part : request.body)
    {
        if (const auto* range = std::get_if<attachment_range>(&part))
            body += described(*range, content.attachments);
        else
            body += std::get<std::string>(part);
    }
    out.body = mask(body);
    return out;
}

attempt_rules rules_for(const message& content, const connector_info& info, const channel_settings& settings)
{
    attempt_rules rules;
    rules.origins = permitted_origins(info.hosts, settings);
    for (const auto& a : content.attachments) rules.attachment_bytes.push_back(a.bytes->size());
    return rules;
}

/// Runs the connector until it wants an answer of the network.
void ask(const loaded_connector& connector, const channel& c, std::shared_ptr<const message> content,
         const secret_mask& mask, channel_preview& out)
{
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    operation_start start;
    start.settings = c.settings;
    start.content = content;
    start.delivery_id = no_delivery_id;
    start.created_at = now;
    auto created = connector.create(std::move(start));
    if (created.has_error())
    {
        out.problem = unusable_channel(created.error());
        return;
    }
    delivery_fsm fsm(std::move(*created), rules_for(*content, connector.info(), c.settings));
    operation_event event = started();
    for (;;)
    {
        auto step = fsm.resume(std::move(event), now);
        if (const auto* request = std::get_if<http_request>(&step))
        {
            out.requests.push_back(masked(*request, *content, mask));
            return;
        }
        if (auto* outcome = std::get_if<attempt_outcome>(&step))
        {
            out.problem = std::move(outcome->failure);
            return;
        }
        if (std::holds_alternative<sleep_for>(step))
            event = timer_fired();
        else
            event = stored();
    }
}

} // namespace

channel_preview preview_of(const message& m, const channel& c, const connector_registry& connectors)
{
    channel_preview out;
    out.connector = c.connector;
    out.channel = c.label;
    const auto connector = registry_access::find(connectors, c.connector);
    if (!connector)
    {
        out.problem = unknown_connector(c.connector, connectors);
        hide_secrets(*out.problem, mask_of(c.settings));
        return out;
    }
    const auto& info = connector->info();
    const auto mask = mask_of(c.settings, info);
    auto prepared = prepare(m, *connector);
    out.text = mask(prepared.rendered);
    if (prepared.content) out.seen = masked(prepared.content->text, mask);
    out.length = prepared.length;
    out.limit = info.text.max;
    out.unit = info.text.unit;
    out.notices = std::move(prepared.notices);
    out.problem = std::move(prepared.problem);
    if (!out.problem) ask(*connector, c, std::move(prepared.content), mask, out);
    if (out.problem) hide_secrets(*out.problem, mask);
    for (auto& n : out.notices) n.what = mask(n.what);
    return out;
}

} // namespace multipost
