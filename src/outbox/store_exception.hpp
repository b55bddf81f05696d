// SPDX-License-Identifier: BSL-1.0
/// @file
/// Throws the library's errors through code that returns values, and turns them back.
#ifndef MULTIPOST_OUTBOX_STORE_EXCEPTION_HPP
#define MULTIPOST_OUTBOX_STORE_EXCEPTION_HPP

#include <multipost/error.hpp>

#include <boost/system/system_error.hpp>

#include <exception>

namespace multipost {

/// An error on its way. Its text alone is what(); that of a system_error says the code's message again.
class store_exception : public boost::system::system_error
{
public:
    explicit store_exception(error e) : system_error(e.code), error_(std::move(e)) {}

    [[nodiscard]] const char* what() const noexcept override { return error_.what.c_str(); }
    [[nodiscard]] const error& reason() const noexcept { return error_; }

private:
    error error_;
};

/// The error that was thrown; errc::store_failed when it was none of the library's.
[[nodiscard]] error error_of(const std::exception_ptr& thrown);

} // namespace multipost

#endif
