// SPDX-License-Identifier: BSL-1.0
#include "plugin/loaded_connector.hpp"

#include "plugin/abi_message.hpp"
#include "plugin/abi_operation.hpp"
#include "plugin/abi_sink.hpp"
#include "plugin/abi_text.hpp"

#include <utility>

namespace multipost {

namespace {

constexpr std::size_t max_reason_bytes = 4096;
constexpr std::size_t max_rendered_bytes = std::size_t(16) << 20U;

error broken(const connector_info& info, const std::string& how)
{
    return error{make_error_code(errc::plugin_misbehaved),
                 "The " + info.name + " connector broke the rules of the plugin ABI: " + how + "."};
}

/// Hides what a careless connector repeats of a URL. Its secrets are long pieces of what is not the host.
secret_mask mask_of(std::string_view url)
{
    constexpr std::size_t least_secret_bytes = 16;
    secret_mask mask;
    mask.add_pieces_of_url(url, least_secret_bytes);
    return mask;
}

} // namespace

loaded_connector::loaded_connector(const mp_connector& abi, connector_info info)
    : abi_(&abi),
      info_(std::make_shared<const connector_info>(std::move(info)))
{}

std::optional<result<channel_settings>> loaded_connector::settings_from_url(std::string_view url, bool named) const
{
    abi_settings_sink settings;
    abi_text_sink reason(max_reason_bytes);
    std::uint32_t answer = MP_URL_FOREIGN;
    try
    {
        answer = abi_->settings_from_url(borrow(url), named ? MP_URL_NAMED : 0, settings.abi(), reason.abi());
    }
    catch (...) // a second line: no exception may cross, and one of another C++ runtime cannot be looked into
    {
        return broken(*info_, "settings_from_url() " + std::string(exception_escaped));
    }
    try
    {
        if (answer == MP_URL_TAKEN) return settings.take();
        if (answer == MP_URL_BAD)
            return error{make_error_code(errc::bad_channel), mask_of(url)(reason.take("the reason"))};
        return std::nullopt;
    }
    catch (const rule_broken& rule)
    {
        return broken(*info_, std::string("settings_from_url(): ") + rule.what());
    }
}

result<std::string> loaded_connector::render(const message& reduced) const
{
    if (abi_->render == nullptr) return reduced.text.text;
    const abi_message content(reduced);
    abi_text_sink rendered(max_rendered_bytes);
    try
    {
        if (abi_->render(content.abi(), rendered.abi()) != 1)
        {
            return error{make_error_code(errc::bad_message),
                         "The " + info_->name + " connector cannot write this message in its network's form."};
        }
    }
    catch (...) // as above
    {
        return broken(*info_, "render() " + std::string(exception_escaped));
    }
    try
    {
        return rendered.take("the rendered text");
    }
    catch (const rule_broken& rule)
    {
        return broken(*info_, std::string("render(): ") + rule.what());
    }
}

result<std::unique_ptr<operation>> loaded_connector::create(operation_start start) const
{
    return abi_operation::begin(*abi_, info_, std::move(start));
}

} // namespace multipost
