// SPDX-License-Identifier: BSL-1.0
#include "outbox/worker_context.hpp"

#include <time.h>

#include <random>

namespace multipost {

worker_seams worker_seams::real()
{
    worker_seams out;
    out.now = [] { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); };
    out.steady_now = [] { return std::chrono::steady_clock::now(); };
    out.since_boot = [] {
        timespec passed{};
        clock_gettime(CLOCK_BOOTTIME, &passed);
        const auto time = std::chrono::seconds(passed.tv_sec) + std::chrono::nanoseconds(passed.tv_nsec);
        return std::chrono::duration_cast<std::chrono::milliseconds>(time);
    };
    out.chance = [] {
        std::random_device source;
        return std::generate_canonical<double, 32>(source);
    };
    return out;
}

} // namespace multipost
