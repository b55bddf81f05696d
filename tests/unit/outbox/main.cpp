// SPDX-License-Identifier: BSL-1.0
#define BOOST_TEST_MODULE outbox
#include <boost/test/unit_test.hpp>

/// libstdc++.so counts the owners of an exception in code that ThreadSanitizer does not see: whoever reads one in one thread
/// while the last owner is another is reported.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions()
{
    return "race:std::__exception_ptr::exception_ptr::_M_release\n";
}
