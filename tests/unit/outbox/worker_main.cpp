// SPDX-License-Identifier: BSL-1.0
#define BOOST_TEST_MODULE outbox_worker
#include <boost/test/unit_test.hpp>

/// Asio frees an executor that several threads held after an atomic_thread_fence, which g++'s ThreadSanitizer does not know.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "race:shared_target_executor*~impl\n"; }
