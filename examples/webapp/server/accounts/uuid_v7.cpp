// SPDX-License-Identifier: BSL-1.0
#include "accounts/uuid_v7.hpp"

#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <sodium.h>

#include <cstdint>

namespace webapp {

std::string new_uuid_v7(multipost::wall_time now)
{
    boost::uuids::uuid id{};
    randombytes_buf(id.data, sizeof id.data);
    const auto ms = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (unsigned i = 0; i != 6; ++i) id.data[i] = static_cast<std::uint8_t>(ms >> (40U - 8U * i));
    id.data[6] = static_cast<std::uint8_t>(0x70U | (id.data[6] & 0x0FU)); // version 7
    id.data[8] = static_cast<std::uint8_t>(0x80U | (id.data[8] & 0x3FU)); // variant
    return to_string(id);
}

} // namespace webapp
