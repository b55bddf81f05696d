// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_METRICS_HPP
#define WEBAPP_OPERATION_METRICS_HPP

#include <multipost/connector_info.hpp>
#include <multipost/log_sink.hpp>
#include <multipost/outbox.hpp>
#include <multipost/outbox_worker.hpp>

#include <prometheus/registry.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// Counts what happens, for Prometheus.
///
/// docs/operation.md lists the names; no label is an id, a name or an address of a user's.
/// Threads: every member may be called from any thread.
class metrics
{
public:
    explicit metrics(const std::vector<multipost::connector_info>& connectors);

    /// @param route  the template, never the path; empty: none
    void note_request(std::string_view method, std::string_view route, unsigned status,
                      std::chrono::steady_clock::duration took);
    /// A request that the server refused by itself.
    void note_refusal(unsigned status);

    /// Counts what the worker logs of an attempt that has ended (fields connector, state, class, elapsed_ms); passes over all
    /// other records.
    void note_attempt(const multipost::log_record& record);

    void set_outbox(const multipost::outbox_counts& counts, multipost::wall_time now);
    void set_worker(const multipost::worker_health& health);
    void set_connections(std::size_t open);
    void set_sse_clients(std::size_t following);

    /// @par Specification
    /// https://prometheus.io/docs/instrumenting/exposition_formats/ , text format 0.0.4
    [[nodiscard]] std::string text() const;

private:
    prometheus::Registry registry_;
    prometheus::Family<prometheus::Counter>& requests_;
    prometheus::Family<prometheus::Histogram>& request_durations_;
    prometheus::Family<prometheus::Counter>& deliveries_;
    prometheus::Family<prometheus::Histogram>& delivery_durations_;
    prometheus::Family<prometheus::Counter>& retries_;
    prometheus::Family<prometheus::Counter>& rate_limited_;
    prometheus::Family<prometheus::Counter>& auth_failures_;
    prometheus::Family<prometheus::Gauge>& outbox_messages_;
    prometheus::Gauge& oldest_due_;
    prometheus::Gauge& in_flight_;
    prometheus::Gauge& since_last_pass_;
    prometheus::Gauge& connections_;
    prometheus::Gauge& sse_clients_;
};

} // namespace webapp

#endif
