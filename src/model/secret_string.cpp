// SPDX-License-Identifier: BSL-1.0
#include <multipost/secret_string.hpp>

#include <openssl/crypto.h>

#include <utility>

namespace multipost {

void secret_string::wipe() noexcept
{
    // The small-string buffer lies within size(), a heap buffer may hold an older, longer value up to capacity().
    value_.resize(value_.capacity());
    OPENSSL_cleanse(value_.data(), value_.size());
    value_.clear();
}

secret_string::secret_string(secret_string&& other) noexcept : value_(std::move(other.value_))
{
    other.wipe(); // a moved-from small string would keep its bytes
}

secret_string& secret_string::operator=(const secret_string& other)
{
    if (this != &other)
    {
        wipe();
        value_ = other.value_;
    }
    return *this;
}

secret_string& secret_string::operator=(secret_string&& other) noexcept
{
    if (this != &other)
    {
        wipe();
        value_ = std::move(other.value_);
        other.wipe();
    }
    return *this;
}

secret_string::~secret_string() { wipe(); }

} // namespace multipost
