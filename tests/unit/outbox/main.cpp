// SPDX-License-Identifier: BSL-1.0
#define BOOST_TEST_MODULE outbox
#include <boost/test/unit_test.hpp>
