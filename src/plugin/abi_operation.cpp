// SPDX-License-Identifier: BSL-1.0
#include "plugin/abi_operation.hpp"

#include "plugin/abi_sink.hpp"
#include "plugin/abi_text.hpp"
#include "plugin/read_action.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace multipost {

namespace {

constexpr std::size_t max_reason_bytes = 4096;
constexpr std::size_t kept_remote_words = 1024;

bool is_secret(const connector_info& info, std::string_view name)
{
    const auto found = std::find_if(info.settings.begin(), info.settings.end(),
                                    [name](const setting_info& s) { return s.name == name; });
    return found == info.settings.end() || found->secret;
}

void cut_between_characters(std::string& text, std::size_t max_bytes)
{
    if (text.size() <= max_bytes) return;
    auto end = max_bytes;
    while (end != 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
}

/// An event in the ABI's shape; what it points to lives as long.
class abi_event
{
public:
    abi_event(const operation_event& event, wall_time now)
    {
        abi_.struct_size = sizeof abi_;
        abi_.now_ms = now.time_since_epoch().count();
        std::visit([this](const auto& happened) { tell(happened); }, event);
    }
    abi_event(const abi_event&) = delete;
    abi_event& operator=(const abi_event&) = delete;

    [[nodiscard]] const mp_event* abi() const noexcept { return &abi_; }

private:
    void tell(const started&) { abi_.kind = MP_EVENT_START; }
    void tell(const timer_fired&) { abi_.kind = MP_EVENT_TIMER; }
    void tell(const stored&) { abi_.kind = MP_EVENT_STORED; }
    void tell(const cancel_wanted&) { abi_.kind = MP_EVENT_CANCEL; }

    void tell(const http_response& response)
    {
        headers_.reserve(response.headers.size());
        for (const auto& [name, value] : response.headers) headers_.push_back(mp_header{borrow(name), borrow(value)});
        response_.struct_size = sizeof response_;
        response_.status = response.status;
        response_.headers = mp_header_array{headers_.data(), headers_.size(), sizeof(mp_header)};
        response_.body = borrow(response.body);
        abi_.kind = MP_EVENT_RESPONSE;
        abi_.response = &response_;
    }

    void tell(const io_failure& failed)
    {
        io_error_.struct_size = sizeof io_error_;
        io_error_.kind = static_cast<std::uint32_t>(failed.kind);
        io_error_.request_sent = failed.request_sent ? 1 : 0;
        io_error_.text = borrow(failed.text);
        abi_.kind = MP_EVENT_IO_ERROR;
        abi_.io_error = &io_error_;
    }

    mp_event abi_{};
    mp_response response_{};
    mp_io_error io_error_{};
    std::vector<mp_header> headers_;
};

} // namespace

abi_operation::abi_operation(const mp_connector& abi, std::shared_ptr<const connector_info> info, operation_start start)
    : abi_(&abi),
      info_(std::move(info)),
      start_(std::move(start))
{
    settings_.reserve(start_.settings.size());
    for (const auto& [name, value] : start_.settings)
    {
        settings_.push_back(mp_setting{borrow(name), borrow(value.reveal())});
    }
    if (start_.content) message_.emplace(*start_.content);
    args_.struct_size = sizeof args_;
    args_.kind = static_cast<std::uint32_t>(start_.kind);
    args_.settings = mp_setting_array{settings_.data(), settings_.size(), sizeof(mp_setting)};
    args_.message = message_ ? message_->abi() : nullptr;
    args_.delivery_id = borrow(start_.delivery_id);
    args_.created_at_ms = start_.created_at.time_since_epoch().count();
    args_.checkpoint = borrow(start_.checkpoint);
    args_.remote_id = borrow(start_.remote_id);
}

abi_operation::~abi_operation() { destroy(); }

result<std::unique_ptr<operation>>
abi_operation::begin(const mp_connector& abi, std::shared_ptr<const connector_info> info, operation_start start)
{
    auto self = std::make_unique<abi_operation>(abi, std::move(info), std::move(start));
    abi_text_sink reason(max_reason_bytes);
    try
    {
        self->operation_ = abi.create(&self->args_, reason.abi());
    }
    catch (...) // a second line: no exception may cross, and one of another C++ runtime cannot be looked into
    {
        self->broken_by_create_ = "create() " + std::string(exception_escaped);
        return result<std::unique_ptr<operation>>(std::move(self));
    }
    if (self->operation_ != nullptr) return result<std::unique_ptr<operation>>(std::move(self));
    try
    {
        return error{make_error_code(errc::bad_channel),
                     "The " + self->info_->name +
                         " connector cannot use these settings: " + self->mask()(reason.take("the reason"))};
    }
    catch (const rule_broken& broken)
    {
        self->broken_by_create_ = std::string("create(): ") + broken.what();
        return result<std::unique_ptr<operation>>(std::move(self));
    }
}

operation_action abi_operation::step(const operation_event& event, wall_time now)
{
    if (operation_ == nullptr)
        return misbehaved(broken_by_create_.empty() ? "stepped after its end" : broken_by_create_);
    const abi_event happened(event, now);
    mp_action action{};
    action.struct_size = sizeof action;
    try
    {
        abi_->step(operation_, happened.abi(), &action);
    }
    catch (...) // as in begin()
    {
        return misbehaved("step() " + std::string(exception_escaped));
    }
    try
    {
        auto wanted = checked(read_action(action));
        if (std::holds_alternative<done>(wanted) || std::holds_alternative<failure>(wanted)) destroy();
        return wanted;
    }
    catch (const rule_broken& broken)
    {
        return misbehaved(broken.what());
    }
}

operation_action abi_operation::checked(operation_action action) const
{
    if (auto* failed = std::get_if<failure>(&action))
    {
        const auto masked = mask();
        failed->what = masked(failed->what);
        failed->advice = masked(failed->advice);
        failed->remote_words = masked(failed->remote_words);
        cut_between_characters(failed->remote_words, kept_remote_words);
    }
    else if (const auto* settings = std::get_if<store_settings>(&action))
    {
        for (const auto& [name, value] : settings->changed)
        {
            const bool known = std::any_of(info_->settings.begin(), info_->settings.end(),
                                           [&key = name](const setting_info& s) { return s.name == key; });
            if (!known) throw rule_broken("settings names one that the description does not know");
        }
    }
    return action;
}

secret_mask abi_operation::mask() const
{
    secret_mask mask;
    for (const auto& [name, value] : start_.settings)
        if (is_secret(*info_, name)) mask.add_setting(value);
    return mask;
}

operation_action abi_operation::misbehaved(std::string what)
{
    destroy();
    return misbehaviour{std::move(what)};
}

void abi_operation::destroy() noexcept
{
    if (auto* const ended = std::exchange(operation_, nullptr))
    {
        try
        {
            abi_->destroy(ended);
        }
        catch (...) // nothing is left to fail: the operation is over
        {}
    }
}

} // namespace multipost
