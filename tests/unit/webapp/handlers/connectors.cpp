// SPDX-License-Identifier: BSL-1.0
#include "connectors.hpp"

#include <stdexcept>
#include <string>

namespace webapp {

const multipost::connector_registry& connectors()
{
    static const auto loaded = [] {
        multipost::connector_registry registry;
        for (const std::string name : {"slack", "discord"})
        {
            const auto ids = registry.load(WEBAPP_TESTS_PLUGINS "/" + name + ".so");
            if (ids.has_error()) throw std::runtime_error(ids.error().what);
        }
        return registry;
    }();
    return loaded;
}

} // namespace webapp
