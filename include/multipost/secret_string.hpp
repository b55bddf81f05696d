// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds a text that must never be shown.
#ifndef MULTIPOST_SECRET_STRING_HPP
#define MULTIPOST_SECRET_STRING_HPP

#include <multipost/export.h>

#include <string>
#include <string_view>

namespace multipost {

/// A string that no stream, formatter or log call takes, and that is overwritten when it goes.
///
/// Every setting of a channel is kept in one, secret or not, so that forgetting a flag leaks nothing.
class MULTIPOST_EXPORT secret_string
{
public:
    secret_string() = default;
    explicit secret_string(std::string_view value) : value_(value) {}
    secret_string(const secret_string&) = default;
    secret_string(secret_string&& other) noexcept;
    secret_string& operator=(const secret_string& other);
    secret_string& operator=(secret_string&& other) noexcept;
    ~secret_string();

    /// The text itself. The view is valid until this object changes; the caller answers for where it goes.
    [[nodiscard]] std::string_view reveal() const noexcept { return value_; }
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

    friend bool operator==(const secret_string& a, const secret_string& b) noexcept { return a.value_ == b.value_; }

private:
    void wipe() noexcept;

    std::string value_;
};

} // namespace multipost

#endif
