// SPDX-License-Identifier: BSL-1.0
#include "pages/embedded_file.hpp"

namespace webapp {

std::span<const embedded_file> embedded_files() noexcept { return {}; }

} // namespace webapp
