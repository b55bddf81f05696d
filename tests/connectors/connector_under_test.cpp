// SPDX-License-Identifier: BSL-1.0
#include "connector_under_test.hpp"

#include <dlfcn.h>

#include <stdexcept>

namespace connector_tests {
namespace {

using multipost::connector::detail::borrow;
using multipost::connector::detail::view;

void append_to_string(void* context, const char* data, size_t size)
{
    static_cast<std::string*>(context)->append(data, size);
}

mp_sink sink_into(std::string& out) { return mp_sink{sizeof(mp_sink), &out, &append_to_string}; }

void set_in_settings(void* context, mp_string name, mp_string value)
{
    static_cast<settings*>(context)->insert_or_assign(std::string(view(name)), std::string(view(value)));
}

// A message and settings in the ABI's shape; both must outlive it.
class abi_input
{
public:
    abi_input(const settings& s, const message& m)
    {
        for (const auto& [name, value] : s) settings_.push_back(mp_setting{borrow(name), borrow(value)});
        for (const auto& sp : m.spans)
            spans_.push_back(
                mp_span{static_cast<std::uint32_t>(sp.kind), sp.number, sp.first, sp.last, borrow(sp.href)});
        message_.struct_size = sizeof message_;
        message_.text = borrow(m.text);
        message_.title = borrow(m.title);
        message_.link = borrow(m.link);
        message_.spans = mp_span_array{spans_.data(), spans_.size(), sizeof(mp_span)};
    }
    abi_input(const abi_input&) = delete;

    [[nodiscard]] const mp_message& message_in_abi() const noexcept { return message_; }

    [[nodiscard]] mp_operation_args args(std::uint32_t kind) const
    {
        mp_operation_args args{};
        args.struct_size = sizeof args;
        args.kind = kind;
        args.settings = mp_setting_array{settings_.data(), settings_.size(), sizeof(mp_setting)};
        args.message = kind == MP_DELIVER ? &message_ : nullptr;
        args.delivery_id = borrow("6f1b3b6e-58a4-4d5e-9d0c-0a1b2c3d4e5f");
        args.created_at_ms = now_ms;
        return args;
    }

private:
    std::vector<mp_setting> settings_;
    std::vector<mp_span> spans_;
    mp_message message_{};
};

// One live operation, destroyed whatever happens.
class live_operation
{
public:
    live_operation(const mp_connector& abi, const mp_operation_args& args, std::string& why_not) : abi_(abi)
    {
        const auto sink = sink_into(why_not);
        operation_ = abi.create(&args, &sink);
    }
    live_operation(const live_operation&) = delete;
    ~live_operation()
    {
        if (operation_ != nullptr) abi_.destroy(operation_);
    }

    [[nodiscard]] bool exists() const noexcept { return operation_ != nullptr; }

    [[nodiscard]] mp_action step(mp_event event)
    {
        event.struct_size = sizeof event;
        event.now_ms = now_ms;
        mp_action action{};
        action.struct_size = sizeof action;
        abi_.step(operation_, &event, &action);
        return action;
    }

    [[nodiscard]] mp_action answer(const response& r)
    {
        std::vector<mp_header> headers;
        for (const auto& h : r.headers) headers.push_back(mp_header{borrow(h.name), borrow(h.value)});
        mp_response abi{};
        abi.struct_size = sizeof abi;
        abi.status = r.status;
        abi.headers = mp_header_array{headers.data(), headers.size(), sizeof(mp_header)};
        abi.body = borrow(r.body);
        mp_event event{};
        event.kind = MP_EVENT_RESPONSE;
        event.response = &abi;
        return step(event);
    }

    [[nodiscard]] mp_action answer(const lost& l)
    {
        mp_io_error abi{};
        abi.struct_size = sizeof abi;
        abi.kind = l.kind;
        abi.request_sent = l.request_sent ? 1 : 0;
        abi.text = borrow("The connection was lost.");
        mp_event event{};
        event.kind = MP_EVENT_IO_ERROR;
        event.io_error = &abi;
        return step(event);
    }

    [[nodiscard]] mp_action answer(const cancelled&)
    {
        mp_event event{};
        event.kind = MP_EVENT_CANCEL;
        return step(event);
    }

    [[nodiscard]] mp_action start()
    {
        mp_event event{};
        event.kind = MP_EVENT_START;
        return step(event);
    }

private:
    const mp_connector& abi_;
    mp_operation* operation_ = nullptr;
};

sent_request copy(const mp_request& r)
{
    sent_request out;
    out.effect = r.effect;
    out.method = view(r.method);
    out.url = view(r.url);
    for (std::size_t i = 0; i != r.headers.count; ++i)
    {
        const auto* h = MP_AT(mp_header, r.headers, i);
        out.headers.push_back({std::string(view(h->name)), std::string(view(h->value))});
    }
    for (std::size_t i = 0; i != r.body.count; ++i) out.body += view(MP_AT(mp_body_part, r.body, i)->bytes);
    return out;
}

success copy(const mp_done& d)
{
    auto s = multipost::connector::delivered(std::string(view(d.remote_id)), std::string(view(d.permalink)));
    s.pause_ms = d.pause_ms;
    s.pause_scope = static_cast<multipost::connector::scope>(d.pause_scope);
    return s;
}

failure copy(const mp_failure& f)
{
    failure out;
    out.kind = static_cast<multipost::connector::failure_class>(f.failure_class);
    out.code = view(f.code);
    out.what = view(f.what);
    out.advice = view(f.advice);
    out.remote_words = view(f.remote_words);
    out.retry_after_ms = f.retry_after_ms;
    out.retry_scope = static_cast<multipost::connector::scope>(f.retry_scope);
    return out;
}

// Whether the operation wants to go on.
bool record(const mp_action& action, exchange& out)
{
    if (action.kind == MP_ACTION_DONE)
        out.end = copy(*action.done);
    else if (action.kind == MP_ACTION_FAIL)
        out.end = copy(*action.failure);
    else if (action.kind == MP_ACTION_REQUEST)
        out.requests.push_back(copy(*action.request));
    else
        throw std::logic_error("an action these connectors have no use for");
    return action.kind == MP_ACTION_REQUEST;
}

} // namespace

std::string sent_request::header(std::string_view name) const
{
    for (const auto& h : headers)
        if (h.name == name) return h.value;
    return {};
}

std::vector<std::string> exchange::shown() const
{
    if (const auto* f = failed()) return {f->code, f->what, f->advice, f->remote_words};
    if (const auto* s = done()) return {s->remote_id, s->permalink};
    return {};
}

connector_under_test::connector_under_test(const char* plugin_file)
{
    void* plugin = dlopen(plugin_file, RTLD_NOW | RTLD_LOCAL);
    if (plugin == nullptr) throw std::runtime_error(dlerror());
    const auto entry = reinterpret_cast<mp_entry>(dlsym(plugin, MP_ENTRY_NAME));
    if (entry == nullptr) throw std::runtime_error(dlerror());
    const mp_host host{sizeof(mp_host), MP_ABI_MINOR, borrow("0.1.0")};
    const auto* found = entry(&host);
    if (found == nullptr || found->connector_count != 1) throw std::runtime_error("not one connector");
    abi_ = found->connectors[0];
}

std::string_view connector_under_test::description() const { return view(abi_->description); }

url_verdict connector_under_test::settings_from_url(std::string_view url, bool named) const
{
    url_verdict verdict;
    const mp_settings_sink out{sizeof(mp_settings_sink), &verdict.found, &set_in_settings};
    const auto error = sink_into(verdict.error);
    verdict.code = abi_->settings_from_url(borrow(url), named ? std::uint32_t(MP_URL_NAMED) : 0U, &out, &error);
    return verdict;
}

std::string connector_under_test::render(const message& m) const
{
    const settings none;
    const abi_input input(none, m);
    std::string out;
    const auto sink = sink_into(out);
    if (abi_->render(&input.message_in_abi(), &sink) != 1) throw std::runtime_error("the message cannot be rendered");
    return out;
}

std::string connector_under_test::why_not(const settings& s) const
{
    const message empty;
    const abi_input input(s, empty);
    std::string error;
    const live_operation operation(*abi_, input.args(MP_DELIVER), error);
    return operation.exists() ? std::string() : error;
}

exchange connector_under_test::run(std::uint32_t kind, const settings& s, const message& m,
                                   const std::vector<reply>& script) const
{
    const abi_input input(s, m);
    std::string error;
    live_operation operation(*abi_, input.args(kind), error);
    if (!operation.exists()) throw std::runtime_error(error);
    exchange out;
    bool more = record(operation.start(), out);
    for (auto next = script.begin(); more && next != script.end(); ++next)
        more = record(std::visit([&](const auto& r) { return operation.answer(r); }, *next), out);
    return out;
}

} // namespace connector_tests
