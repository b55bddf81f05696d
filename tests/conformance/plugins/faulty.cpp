// SPDX-License-Identifier: BSL-1.0
// Connectors that each break one rule. They are written against the C ABI: the C++ sugar would not let them.
#include <multipost/plugin.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace {

enum class fault {
    none,
    throws,
    unknown_action,
    small_struct,
    invalid_utf8,
    huge_string,
    never_ends,
    forbidden_origin,
    header_injection,
    success_unasked,
    success_on_500,
    success_on_redirect,
    success_on_404,
    success_on_garbage,
    transient_500,
    id_of_nothing,
    leaks_secret,
    ignores_retry_after,
    remembers,
    shares_state,
    thread_bound,
    ignores_cancel,
    publishes_in_check,
    throws_when_resumed,
    no_examples,
    repeats_url,
    throws_in_url,
    renders_bytes,
    throws_on_create,
    transient_when_lost,
    impure_url,
    impure_render,
};

constexpr std::string_view description_template = R"({
    "id": "faulty-NAME", "name": "Faulty", "version": "1", "homepage": "https://faulty.example/",
    "operations": ["deliver", "check"], "hosts": [],
    "settings": {
        "type": "object",
        "properties": {
            "url": {"type": "string", "title": "Address", EXAMPLE},
            "key": {"type": "string", "title": "Key", "writeOnly": true, "examples": ["key-0123456789abcdef"]}
        },
        "required": ["url", "key"], "additionalProperties": false
    },
    "label": "{url}", "text": {"max": 1000, "unit": "bytes", "spans": []},
    "attachments": {"max_count": 0, "max_bytes": 0}, "idempotency": {"kind": "none"}, "errors": []
})";

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    return text.replace(text.find(what), what.size(), by);
}

mp_string borrow(std::string_view text) { return {text.data(), text.size()}; }

std::string_view view(mp_string text)
{
    return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

/// A connector without a fault, but for the one it is told to have.
template <fault Fault>
class connector
{
public:
    static const mp_connector* table(std::string_view name)
    {
        static const std::string description =
            replaced(replaced(std::string(description_template), "NAME", name), "EXAMPLE",
                     Fault == fault::no_examples ? R"("description": "no examples")"
                                                 : R"("examples": ["https://faulty.example/in"])");
        static const mp_connector c{
            sizeof(mp_connector), borrow(description), settings_from_url, render, create, step, destroy};
        return &c;
    }

private:
    struct state
    {
        const mp_operation_args* args;
        std::string url;
        std::string key;
        std::string body;
        std::string words;
        std::array<mp_header, 1> headers{};
        mp_body_part part{};
        mp_request request{};
        mp_done done{};
        mp_failure failure{};
        unsigned long birth = 0;
    };

    static inline std::atomic<unsigned long> births = 0;
    static inline thread_local const void* last_stepped = nullptr;

    static uint32_t settings_from_url(mp_string url, uint32_t flags, const mp_settings_sink*, const mp_sink* error)
    {
        if (Fault == fault::throws_in_url) throw 7;
        if (Fault == fault::repeats_url && flags != 0 && url.size != 0 && url.size < 100)
        {
            error->write(error->context, "wrong: ", 7);
            error->write(error->context, url.data, url.size);
            return MP_URL_BAD;
        }
        if (Fault == fault::impure_url) return ++births % 2 == 0 ? MP_URL_FOREIGN : MP_URL_BAD;
        return MP_URL_FOREIGN;
    }

    static uint32_t render(const mp_message* message, const mp_sink* rendered)
    {
        const auto text = Fault == fault::renders_bytes ? std::string_view("\xFF\xFE") : view(message->text);
        rendered->write(rendered->context, text.data(), text.size());
        if (Fault == fault::impure_render && ++births % 2 == 0) rendered->write(rendered->context, "!", 1);
        return 1;
    }

    static mp_operation* create(const mp_operation_args* args, const mp_sink* error)
    {
        if (Fault == fault::throws_on_create && args->settings.count != 2) throw 7;
        auto* self = new state{};
        self->args = args;
        self->birth = ++births;
        for (size_t i = 0; i != args->settings.count; ++i)
        {
            const auto* setting = MP_AT(mp_setting, args->settings, i);
            if (view(setting->name) == "url") self->url = view(setting->value);
            if (view(setting->name) == "key") self->key = view(setting->value);
        }
        if (!self->url.empty()) return reinterpret_cast<mp_operation*>(self);
        delete self;
        error->write(error->context, "no url", 6);
        return nullptr;
    }

    static void destroy(mp_operation* operation) { delete reinterpret_cast<state*>(operation); }

    static void fail(state& self, mp_action& action, uint32_t failure_class, std::string_view what)
    {
        self.words = what;
        if (Fault == fault::leaks_secret) self.words += " The key was " + self.key + ".";
        if (Fault == fault::invalid_utf8) self.words += "\xC3\x28";
        self.failure = mp_failure{};
        self.failure.struct_size = Fault == fault::small_struct ? 8 : sizeof self.failure;
        self.failure.failure_class = failure_class;
        self.failure.code = borrow("code");
        self.failure.what = borrow(self.words);
        self.failure.retry_after_ms = -1;
        if (Fault == fault::huge_string) self.failure.advice = mp_string{nullptr, size_t(1) << 30U};
        action.kind = Fault == fault::unknown_action ? 4711 : static_cast<uint32_t>(MP_ACTION_FAIL);
        action.failure = &self.failure;
    }

    static void succeed(state& self, mp_action& action)
    {
        self.done = mp_done{};
        self.done.struct_size = sizeof self.done;
        self.done.proof = Fault == fault::id_of_nothing ? MP_PROOF_ID : MP_PROOF_ACCEPTED;
        if (Fault == fault::id_of_nothing) self.done.remote_id = borrow("1");
        action.kind = MP_ACTION_DONE;
        action.done = &self.done;
    }

    static void send(state& self, mp_action& action)
    {
        if (Fault == fault::forbidden_origin) self.url = "https://elsewhere.example/";
        const bool checks = self.args->kind == MP_CHECK;
        self.body = checks ? "" : view(self.args->message->text);
        if (Fault == fault::remembers) self.body += std::to_string(self.birth);
        if (Fault == fault::shares_state) self.body += std::to_string(births - self.birth);
        self.part = mp_body_part{};
        self.part.kind = MP_BODY_BYTES;
        self.part.bytes = borrow(self.body);
        self.headers[0] =
            mp_header{borrow("X-Text"), borrow(Fault == fault::header_injection ? std::string_view(self.body) : "")};
        self.request = mp_request{};
        self.request.struct_size = sizeof self.request;
        const bool publishes = !checks || Fault == fault::publishes_in_check;
        self.request.effect = publishes && Fault != fault::never_ends ? MP_PUBLISHES : MP_PREPARES;
        self.request.method = borrow("POST");
        self.request.url = borrow(self.url);
        self.request.headers = mp_header_array{self.headers.data(), 1, sizeof(mp_header)};
        self.request.body = mp_body_part_array{&self.part, 1, sizeof(mp_body_part)};
        action.kind = MP_ACTION_REQUEST;
        action.request = &self.request;
    }

    static bool is_success(const mp_response& answer)
    {
        switch (Fault)
        {
        case fault::success_on_500: return answer.status == 500 || answer.status == 200;
        case fault::success_on_redirect: return answer.status / 100 == 3;
        case fault::success_on_404: return answer.status == 404;
        case fault::success_on_garbage: return answer.status == 200 && answer.body.size != 0;
        case fault::id_of_nothing: return answer.status == 204;
        default: return answer.status == 200 && view(answer.body) == "ok";
        }
    }

    static void judge(state& self, const mp_response& answer, mp_action& action)
    {
        if (Fault == fault::never_ends) return send(self, action);
        if (is_success(answer)) return succeed(self, action);
        if (answer.status == 429)
        {
            fail(self, action, MP_FAILURE_RATE_LIMITED, "Too many.");
            for (size_t i = 0; i != answer.headers.count && Fault != fault::ignores_retry_after; ++i)
            {
                const auto* header = MP_AT(mp_header, answer.headers, i);
                if (view(header->name) == "retry-after" && view(header->value) == "7")
                    self.failure.retry_after_ms = 7000;
            }
        }
        else if (answer.status == 500 && Fault == fault::transient_500)
            fail(self, action, MP_FAILURE_TRANSIENT, "The network has a problem.");
        else if (answer.status / 100 == 4)
            fail(self, action, MP_FAILURE_MESSAGE_REJECTED, "Refused.");
        else
            fail(self, action, MP_FAILURE_UNCONFIRMED, "An odd answer.");
    }

    static void step(mp_operation* operation, const mp_event* event, mp_action* action)
    {
        auto& self = *reinterpret_cast<state*>(operation);
        if (Fault == fault::throws && event->kind == MP_EVENT_RESPONSE) throw 7;
        if (Fault == fault::throws_when_resumed && self.args->checkpoint.size != 0) throw 7;
        if (Fault == fault::success_unasked) return succeed(self, *action);
        const bool moved = last_stepped != &self && event->kind != MP_EVENT_START;
        last_stepped = &self;
        if (Fault == fault::thread_bound && moved) return fail(self, *action, MP_FAILURE_UNCONFIRMED, "Lost my place.");
        switch (event->kind)
        {
        case MP_EVENT_START: return send(self, *action);
        case MP_EVENT_RESPONSE: return judge(self, *event->response, *action);
        case MP_EVENT_CANCEL:
            if (Fault == fault::ignores_cancel) return send(self, *action);
            [[fallthrough]];
        default:
            return fail(self, *action,
                        Fault == fault::transient_when_lost ? MP_FAILURE_TRANSIENT : MP_FAILURE_UNCONFIRMED,
                        "No answer.");
        }
    }
};

// A plugin names at most 16 connectors: the faults come in two files.
#if MULTIPOST_FAULTY_PART == 1
const mp_connector* const all[] = {
    connector<fault::none>::table("not-at-all"),
    connector<fault::throws>::table("throws"),
    connector<fault::unknown_action>::table("unknown-action"),
    connector<fault::small_struct>::table("small-struct"),
    connector<fault::invalid_utf8>::table("invalid-utf8"),
    connector<fault::huge_string>::table("huge-string"),
    connector<fault::never_ends>::table("never-ends"),
    connector<fault::forbidden_origin>::table("forbidden-origin"),
    connector<fault::header_injection>::table("header-injection"),
    connector<fault::success_unasked>::table("success-unasked"),
    connector<fault::success_on_500>::table("success-on-500"),
    connector<fault::success_on_redirect>::table("success-on-redirect"),
    connector<fault::success_on_404>::table("success-on-404"),
    connector<fault::success_on_garbage>::table("success-on-garbage"),
    connector<fault::transient_500>::table("transient-500"),
    connector<fault::transient_when_lost>::table("transient-when-lost"),
};
#else
const mp_connector* const all[] = {
    connector<fault::id_of_nothing>::table("id-of-nothing"),
    connector<fault::leaks_secret>::table("leaks-secret"),
    connector<fault::ignores_retry_after>::table("ignores-retry-after"),
    connector<fault::remembers>::table("remembers"),
    connector<fault::shares_state>::table("shares-state"),
    connector<fault::thread_bound>::table("thread-bound"),
    connector<fault::ignores_cancel>::table("ignores-cancel"),
    connector<fault::publishes_in_check>::table("publishes-in-check"),
    connector<fault::throws_when_resumed>::table("throws-when-resumed"),
    connector<fault::no_examples>::table("no-examples"),
    connector<fault::repeats_url>::table("repeats-url"),
    connector<fault::throws_in_url>::table("throws-in-url"),
    connector<fault::renders_bytes>::table("renders-bytes"),
    connector<fault::throws_on_create>::table("throws-on-create"),
    connector<fault::impure_url>::table("impure-url"),
    connector<fault::impure_render>::table("impure-render"),
};
#endif

} // namespace

extern "C" MP_EXPORT const mp_plugin* multipost_plugin_v0(const mp_host*)
{
    static const mp_plugin plugin{sizeof(mp_plugin), MP_ABI_MINOR, all, std::size(all)};
    return &plugin;
}
