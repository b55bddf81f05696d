// SPDX-License-Identifier: BSL-1.0
/// @file
/// Knows what can come back for a request.
#ifndef MULTIPOST_PLUGIN_CONFORMANCE_STOCK_EVENTS_HPP
#define MULTIPOST_PLUGIN_CONFORMANCE_STOCK_EVENTS_HPP

#include "delivery/operation.hpp"

#include <string>
#include <vector>

namespace multipost::conformance {

/// What an event is, for the rules that judge what a connector makes of it.
enum class nature {
    plausible,    ///< could be some network's success
    empty,        ///< 2xx and nothing else
    garbage,      ///< 2xx and nothing that a network would say
    redirect,     ///< 3xx
    refusal,      ///< 1xx or 4xx
    rate_limit,   ///< 429, with Retry-After
    server_error, ///< 5xx with some body
    bare_error,   ///< 500, 502, 503 or 504 without a word
    unsent,       ///< no answer, no byte had left
    lost,         ///< no answer, a byte had left
    cancelled,
};

struct stock_event
{
    std::string name; ///< for findings: "status 503 without a body"
    nature what = nature::plausible;
    operation_event event;
};

/// Every event that a request may be answered with: each status sampled, each kind of body at several of them, each way of
/// failing before and after a byte has left, and cancellation. Built once.
[[nodiscard]] const std::vector<stock_event>& answers_to_a_request();

/// The wait that every stock_event of nature::rate_limit asks for.
inline constexpr std::chrono::seconds stock_retry_after{7};

} // namespace multipost::conformance

#endif
