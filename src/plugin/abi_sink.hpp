// SPDX-License-Identifier: BSL-1.0
/// @file
/// Collects what a plugin writes during a call.
#ifndef MULTIPOST_PLUGIN_ABI_SINK_HPP
#define MULTIPOST_PLUGIN_ABI_SINK_HPP

#include "plugin/abi_text.hpp"

#include <multipost/channel.hpp>
#include <multipost/plugin.h>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

namespace multipost {

/// Text written through an mp_sink. Valid as long as this object, which must not move.
class abi_text_sink
{
public:
    explicit abi_text_sink(std::size_t max_bytes) : max_bytes_(max_bytes) {}
    abi_text_sink(const abi_text_sink&) = delete;
    abi_text_sink& operator=(const abi_text_sink&) = delete;

    [[nodiscard]] const mp_sink* abi() const noexcept { return &abi_; }

    /// What was written. Throws rule_broken when it was too much or is not valid UTF-8, std::bad_alloc when there was no
    /// room for it.
    [[nodiscard]] std::string take(const std::string& name)
    {
        if (failed_) std::rethrow_exception(failed_);
        return checked_text(borrow(text_), max_bytes_, name);
    }

private:
    static void write(void* context, const char* data, std::size_t size) noexcept
    {
        auto& self = *static_cast<abi_text_sink*>(context);
        if (self.failed_) return;
        try
        {
            self.text_ += checked_bytes(mp_string{data, size}, self.max_bytes_ - self.text_.size(), "a written text");
        }
        catch (...) // nothing may be thrown through the plugin's frames
        {
            self.failed_ = std::current_exception();
        }
    }

    std::size_t max_bytes_;
    std::string text_;
    std::exception_ptr failed_;
    mp_sink abi_{sizeof(mp_sink), this, &abi_text_sink::write};
};

/// Settings written through an mp_settings_sink. Valid as long as this object, which must not move.
class abi_settings_sink
{
public:
    abi_settings_sink() = default;
    abi_settings_sink(const abi_settings_sink&) = delete;
    abi_settings_sink& operator=(const abi_settings_sink&) = delete;

    [[nodiscard]] const mp_settings_sink* abi() const noexcept { return &abi_; }

    /// What was set. Throws rule_broken for a name or value that is too long or not valid UTF-8.
    [[nodiscard]] channel_settings take()
    {
        if (failed_) std::rethrow_exception(failed_);
        return std::move(settings_);
    }

private:
    static void set(void* context, mp_string name, mp_string value) noexcept
    {
        constexpr std::size_t max_settings = 64;
        constexpr std::size_t max_value_bytes = std::size_t(64) << 10U;
        auto& self = *static_cast<abi_settings_sink*>(context);
        if (self.failed_) return;
        try
        {
            auto key = checked_text(name, 64, "the name of a setting");
            const secret_string held(checked_text(value, max_value_bytes, "the value of a setting"));
            if (self.settings_.size() == max_settings) throw rule_broken("more than 64 settings");
            self.settings_.insert_or_assign(std::move(key), held);
        }
        catch (...) // nothing may be thrown through the plugin's frames
        {
            self.failed_ = std::current_exception();
        }
    }

    channel_settings settings_;
    std::exception_ptr failed_;
    mp_settings_sink abi_{sizeof(mp_settings_sink), this, &abi_settings_sink::set};
};

} // namespace multipost

#endif
