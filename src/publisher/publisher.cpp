// SPDX-License-Identifier: BSL-1.0
#include <multipost/publisher.hpp>
