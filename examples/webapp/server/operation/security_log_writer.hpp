// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_SECURITY_LOG_WRITER_HPP
#define WEBAPP_OPERATION_SECURITY_LOG_WRITER_HPP

#include "operation/log.hpp"
#include "operation/security_log.hpp"

namespace webapp {

/// Keeps the security log as records of the logger "security" in the server's log, with the event in the field "event".
class security_log_writer final : public security_log
{
public:
    explicit security_log_writer(log to) noexcept : log_(std::move(to)) {}

    void note(std::string_view event, const fields& what) override;

    /// Notes "secret_used" of each attempt that the worker logs, and "tls_failed" when its code says so: somebody may stand
    /// between this server and the network. Passes over all other records.
    void note_attempt(const multipost::log_record& record);

private:
    log log_;
};

} // namespace webapp

#endif
