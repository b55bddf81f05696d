// SPDX-License-Identifier: BSL-1.0
#include "router.hpp"

#include "ledger_events.hpp"
#include "page.hpp"

#include <boost/json/array.hpp>

namespace sandbox {

namespace {

namespace json = boost::json;

response event_stream_response(std::shared_ptr<event_stream> stream)
{
    response r;
    r.content_type = "text/event-stream";
    r.headers.emplace_back("Cache-Control", "no-store");
    r.stream = std::move(stream);
    return r;
}

response not_found()
{
    return text_response(404,
                         "multipost-sandbox answers at /services/T/B/TOKEN like Slack, at /api/webhooks/ID/TOKEN like "
                         "Discord, and at /, /ledger and /healthz.\n");
}

} // namespace

router::router(ledger& published, std::vector<std::unique_ptr<network>> networks)
    : published_{published},
      networks_{std::move(networks)}
{}

response router::answer(const request& r)
{
    for (const auto& n : networks_)
        if (const auto token = n->token_of(r)) return faults_.answer(*n, r, *token);
    return r.path.size() <= 1 ? answer_by_name(r) : not_found();
}

response router::answer_by_name(const request& r)
{
    const std::string name = r.path.empty() || r.path[0].empty() ? "index.html" : r.path[0];
    if (name == "ledger") return answer_for_ledger(r);
    if (name == "healthz") return r.method == "GET" ? text_response(200, "ok\n") : method_not_allowed("GET");
    if (name == "events")
    {
        return r.method == "GET"
                   ? event_stream_response(std::make_shared<ledger_events>(published_, r.header("last-event-id")))
                   : method_not_allowed("GET");
    }
    auto file = page_response(name);
    if (!file) return not_found();
    return r.method == "GET" ? std::move(*file) : method_not_allowed("GET");
}

response router::answer_for_ledger(const request& r)
{
    if (r.method == "DELETE")
    {
        published_.clear();
        response empty;
        empty.status = 204;
        return empty;
    }
    if (r.method != "GET") return method_not_allowed("GET, DELETE");
    json::array published;
    for (const auto& m : published_.published(r.parameter("mark"))) published.emplace_back(to_json(m));
    json::object o;
    o["published"] = std::move(published);
    auto answer = json_response(200, o);
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

} // namespace sandbox
