// SPDX-License-Identifier: BSL-1.0
#include "api/bounded_pool.hpp"

#include "api/problem.hpp"

#include <sys/resource.h>

namespace webapp {

bounded_pool::place::place(bounded_pool& pool) : pool_(&pool)
{
    if (pool.pending_.fetch_add(1) < pool.max_pending_) return;
    leave();
    throw overloaded(pool.when_full_);
}

void bounded_pool::go_last() noexcept
{
    // 0 means the calling thread alone (setpriority(2), "C library/kernel differences").
    thread_local const int done = ::setpriority(PRIO_PROCESS, 0, 10);
    static_cast<void>(done);
}

} // namespace webapp
