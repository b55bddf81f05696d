// SPDX-License-Identifier: BSL-1.0
#include "operation/metrics.hpp"

#include <multipost/version.hpp>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <cstdlib>

namespace webapp {

namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

prometheus::Gauge& add_gauge(prometheus::Registry& to, const std::string& name, const std::string& help)
{
    return BuildGauge().Name(name).Help(help).Register(to).Add({});
}

prometheus::Histogram::BucketBoundaries seconds_of_a_request()
{
    return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

prometheus::Histogram::BucketBoundaries seconds_of_an_attempt()
{
    return {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
}

prometheus::Family<prometheus::Counter>& add_counters(prometheus::Registry& to, const std::string& name,
                                                      const std::string& help)
{
    return BuildCounter().Name(name).Help(help).Register(to);
}

prometheus::Family<prometheus::Histogram>& add_histograms(prometheus::Registry& to, const std::string& name,
                                                          const std::string& help)
{
    return BuildHistogram().Name(name).Help(help).Register(to);
}

std::string field(const multipost::log_record& of, std::string_view name)
{
    for (const auto& [key, value] : of.fields)
        if (key == name) return std::string(value);
    return {};
}

double seconds(std::chrono::duration<double> time) { return time.count(); }

// A client may invent methods without end.
std::string known_method(std::string_view method)
{
    for (const std::string_view known : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        if (method == known) return std::string(known);
    return "other";
}

} // namespace

metrics::metrics(const std::vector<multipost::connector_info>& connectors)
    : requests_(add_counters(registry_, "multipost_http_requests_total",
                             "Requests answered; route is empty for what no route takes")),
      request_durations_(
          add_histograms(registry_, "multipost_http_request_duration_seconds", "From the whole request to its answer")),
      deliveries_(add_counters(registry_, "multipost_deliveries_total", "Deliveries that came to an end")),
      delivery_durations_(add_histograms(registry_, "multipost_delivery_duration_seconds", "Of one attempt")),
      retries_(add_counters(registry_, "multipost_retries_total", "Attempts after which another one follows")),
      rate_limited_(add_counters(registry_, "multipost_rate_limited_total", "Attempts that a rate limit refused")),
      auth_failures_(add_counters(registry_, "multipost_channel_auth_failures_total",
                                  "Attempts whose credentials the network refused")),
      outbox_messages_(
          BuildGauge().Name("multipost_outbox_messages").Help("Deliveries in each state").Register(registry_)),
      oldest_due_(add_gauge(registry_, "multipost_outbox_oldest_due_seconds",
                            "How long the oldest delivery that could go out has been due")),
      in_flight_(add_gauge(registry_, "multipost_deliveries_in_flight", "Deliveries under way")),
      since_last_pass_(add_gauge(registry_, "multipost_worker_last_pass_seconds",
                                 "How long ago the worker last looked for what is due")),
      connections_(add_gauge(registry_, "multipost_http_connections", "Open connections")),
      sse_clients_(add_gauge(registry_, "multipost_sse_clients", "Streams of events that are open"))
{
    BuildGauge()
        .Name("multipost_build_info")
        .Help("Always 1")
        .Register(registry_)
        .Add({{"version", MULTIPOST_VERSION_STRING}})
        .Set(1);
    auto& plugins = BuildGauge().Name("multipost_plugin_info").Help("Always 1, for each connector").Register(registry_);
    for (const auto& c : connectors) plugins.Add({{"name", c.id}, {"version", c.version}}).Set(1);
}

void metrics::note_request(std::string_view method, std::string_view route, unsigned status,
                           std::chrono::steady_clock::duration took)
{
    const std::string of(route);
    requests_.Add({{"method", known_method(method)}, {"route", of}, {"status", std::to_string(status)}}).Increment();
    request_durations_.Add({{"route", of}}, seconds_of_a_request()).Observe(seconds(took));
}

void metrics::note_refusal(unsigned status)
{
    requests_.Add({{"method", ""}, {"route", ""}, {"status", std::to_string(status)}}).Increment();
}

void metrics::note_attempt(const multipost::log_record& record)
{
    const auto connector = field(record, "connector");
    const auto state = multipost::delivery_state_from_string(field(record, "state"));
    if (connector.empty() || !state) return;
    const auto reason = field(record, "class");
    if (is_end(*state))
        deliveries_.Add({{"connector", connector}, {"result", std::string(to_string(*state))}}).Increment();
    if (*state == multipost::delivery_state::waiting)
        retries_.Add({{"connector", connector}, {"reason", reason}}).Increment();
    if (reason == "rate_limited") rate_limited_.Add({{"connector", connector}}).Increment();
    if (reason == "auth") auth_failures_.Add({{"connector", connector}}).Increment();
    const auto elapsed_ms = std::strtod(field(record, "elapsed_ms").c_str(), nullptr);
    delivery_durations_.Add({{"connector", connector}}, seconds_of_an_attempt()).Observe(elapsed_ms / 1000);
}

void metrics::set_outbox(const multipost::outbox_counts& counts, multipost::wall_time now)
{
    using multipost::delivery_state;
    for (const auto state : {delivery_state::delivered, delivery_state::failed, delivery_state::unconfirmed,
                             delivery_state::cancelled, delivery_state::missed, delivery_state::scheduled,
                             delivery_state::queued, delivery_state::sending, delivery_state::waiting})
    {
        const auto found = counts.deliveries.find(state);
        outbox_messages_.Add({{"state", std::string(to_string(state))}})
            .Set(found == counts.deliveries.end() ? 0 : static_cast<double>(found->second));
    }
    oldest_due_.Set(counts.oldest_due ? std::max(0.0, seconds(now - *counts.oldest_due)) : 0);
}

void metrics::set_worker(const multipost::worker_health& health)
{
    in_flight_.Set(static_cast<double>(health.in_flight));
    since_last_pass_.Set(seconds(health.since_last_pass));
}

void metrics::set_connections(std::size_t open) { connections_.Set(static_cast<double>(open)); }

void metrics::set_sse_clients(std::size_t following) { sse_clients_.Set(static_cast<double>(following)); }

std::string metrics::text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

} // namespace webapp
