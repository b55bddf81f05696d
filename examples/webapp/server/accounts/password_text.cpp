// SPDX-License-Identifier: BSL-1.0
#include "accounts/password_text.hpp"

#include <sodium.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace webapp {

namespace {

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Code points, overwritten when they go.
class wiped_code_points
{
public:
    explicit wiped_code_points(std::size_t count) : values_(count) {}
    wiped_code_points(const wiped_code_points&) = delete;
    wiped_code_points& operator=(const wiped_code_points&) = delete;
    ~wiped_code_points() { sodium_memzero(values_.data(), values_.size() * sizeof values_[0]); }

    [[nodiscard]] utf8proc_int32_t* data() noexcept { return values_.data(); }

private:
    std::vector<utf8proc_int32_t> values_;
};

} // namespace

multipost::secret_string normalized_password(std::string_view typed)
{
    if (is_ascii(typed)) return multipost::secret_string(typed);

    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(typed.data());
    const auto size = static_cast<utf8proc_ssize_t>(typed.size());
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    const auto needed = utf8proc_decompose(bytes, size, nullptr, 0, options);
    if (needed < 0) return multipost::secret_string(typed);

    wiped_code_points work(static_cast<std::size_t>(needed) + 1); // utf8proc_reencode() ends the text with a null
    utf8proc_decompose(bytes, size, work.data(), needed, options);
    const auto length = utf8proc_reencode(work.data(), needed, options);
    if (length < 0) return multipost::secret_string(typed);
    return multipost::secret_string(
        std::string_view(reinterpret_cast<const char*>(work.data()), static_cast<std::size_t>(length)));
}

} // namespace webapp
