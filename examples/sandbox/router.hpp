// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_ROUTER_HPP
#define SANDBOX_ROUTER_HPP

#include "fault_injector.hpp"
#include "ledger.hpp"
#include "network.hpp"

#include <memory>
#include <vector>

namespace sandbox {

/// Hands each request to whom it is addressed: a network, the ledger, the page.
class router
{
public:
    /// @param networks  asked in turn
    router(ledger& published, std::vector<std::unique_ptr<network>> networks);

    [[nodiscard]] response answer(const request& r);

private:
    response answer_for_ledger(const request& r);
    response answer_by_name(const request& r);

    ledger& published_;
    std::vector<std::unique_ptr<network>> networks_;
    fault_injector faults_;
};

} // namespace sandbox

#endif
