// SPDX-License-Identifier: BSL-1.0
#include "api/bounded_pool.hpp"

#include "api/problem.hpp"

namespace webapp {

bounded_pool::place::place(bounded_pool& pool) : pool_(&pool)
{
    if (pool.pending_.fetch_add(1) < pool.max_pending_) return;
    leave();
    throw overloaded(pool.when_full_);
}

} // namespace webapp
