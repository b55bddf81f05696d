// SPDX-License-Identifier: BSL-1.0
#include "outbox/key_bytes.hpp"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <stdexcept>

namespace multipost {

namespace {

/// Chooses the processor's best code and opens the random source; once, and again at no cost.
void start_sodium()
{
    if (sodium_init() == -1) throw std::runtime_error("libsodium cannot be used here");
}

} // namespace

key_bytes::key_bytes()
{
    start_sodium();
    at_.reset(static_cast<std::uint8_t*>(sodium_malloc(size)));
    if (!at_) throw std::bad_alloc();
}

key_bytes key_bytes::random()
{
    key_bytes made;
    randombytes_buf(made.at_.get(), size);
    return made;
}

key_bytes key_bytes::copy_of(std::span<const std::uint8_t, size> bytes)
{
    key_bytes made;
    std::copy(bytes.begin(), bytes.end(), made.at_.get());
    return made;
}

void key_bytes::release::operator()(std::uint8_t* at) const noexcept { sodium_free(at); }

} // namespace multipost
