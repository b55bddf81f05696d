// SPDX-License-Identifier: BSL-1.0
/// @file
/// Owns a POSIX file descriptor.
#ifndef MULTIPOST_PLUGIN_FILE_DESCRIPTOR_HPP
#define MULTIPOST_PLUGIN_FILE_DESCRIPTOR_HPP

#include <unistd.h>

#include <utility>

namespace multipost {

/// Closes on destruction. Negative: none.
class file_descriptor
{
public:
    explicit file_descriptor(int number) noexcept : number_(number) {}
    file_descriptor(file_descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    file_descriptor& operator=(file_descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~file_descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }

    [[nodiscard]] explicit operator bool() const noexcept { return number_ >= 0; }
    [[nodiscard]] int number() const noexcept { return number_; }

    /// Leaves the descriptor open for as long as the process lives.
    int release() noexcept { return std::exchange(number_, -1); }

private:
    int number_;
};

} // namespace multipost

#endif
