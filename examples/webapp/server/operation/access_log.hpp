// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_ACCESS_LOG_HPP
#define WEBAPP_OPERATION_ACCESS_LOG_HPP

#include "api/identity.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "operation/log.hpp"
#include "operation/metrics.hpp"
#include "operation/security_log.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace webapp {

/// Notes every request in the log and the metrics, and those that were turned away in the security log. An answer that goes on
/// is counted when it begins, and in the log when it has ended.
///
/// Of a request it keeps its route, never its path or query, which may hold what somebody pasted into the wrong place.
/// Threads: all members on one.
class access_log
{
    using beginnings = std::unordered_map<std::string, std::chrono::steady_clock::time_point>;

public:
    access_log(log to, security_log& security, metrics& counts)
        : log_(std::move(to)),
          security_(security),
          metrics_(counts)
    {}

    /// Measures a request until this object goes, which may be after the log.
    class under_way
    {
    public:
        under_way(access_log& in, const request& r);
        ~under_way();
        under_way(const under_way&) = delete;
        under_way& operator=(const under_way&) = delete;

    private:
        std::shared_ptr<beginnings> begun_;
        std::string id_;
    };

    void answered(const request& r, std::string_view route, const std::optional<identity>& who, const response& told);

    /// A handler threw what is no problem.
    void failed(const request& r, std::string_view route, std::string_view what);
    /// The server refused what came before it was a request.
    void refused(unsigned status, std::string_view reason, const boost::asio::ip::address& client);

private:
    log log_;
    security_log& security_;
    metrics& metrics_;
    std::shared_ptr<beginnings> begun_ = std::make_shared<beginnings>(); ///< by the request's id
};

} // namespace webapp

#endif
