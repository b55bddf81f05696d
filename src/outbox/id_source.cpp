// SPDX-License-Identifier: BSL-1.0
#include "outbox/id_source.hpp"

#include "publisher/uuid_v7.hpp"

#include <sodium.h>

namespace multipost {

namespace {

// What uuid_v7 replaces by version and variant takes no part in the order.
constexpr std::uint8_t counted_of_first = 0x0F;
constexpr std::uint8_t counted_of_third = 0x3F;

} // namespace

std::string id_source::next(wall_time now)
{
    if (now > last_)
    {
        last_ = now;
        draw();
    }
    else if (!step())
    {
        last_ += std::chrono::milliseconds(1);
        draw();
    }
    return uuid_v7(last_, random_);
}

void id_source::draw()
{
    randombytes_buf(random_.data(), random_.size());
    random_[0] &= 0x07; // room to count up
}

/// Adds a random number to the 74 bits. False: they are used up.
bool id_source::step()
{
    random_[0] &= counted_of_first;
    random_[2] &= counted_of_third;
    std::uint64_t sum = 1U + std::uint64_t{randombytes_random()};
    for (std::size_t i = random_.size(); i-- != 0;)
    {
        sum += random_[i];
        const unsigned bits = i == 0 ? 4 : i == 2 ? 6 : 8;
        random_[i] = static_cast<std::uint8_t>(sum & ((1U << bits) - 1));
        sum >>= bits;
    }
    return sum == 0;
}

} // namespace multipost
