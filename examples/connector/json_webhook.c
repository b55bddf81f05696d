/* SPDX-License-Identifier: BSL-1.0 */
/*
 * Posts {"text": "..."} to an address of the user's own, as in json-webhook-c:https://example.org/hook
 *
 * The same as json_webhook.cpp without C++: what connector.hpp does for a coroutine is here written out. An operation is
 * asked by step() what to do next; this one sends a request at the start and judges its answer.
 */
#include <multipost/plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the host borrows from one step to the next lives in the operation. The address stays the host's, which keeps it as
 * long as the operation. */
struct mp_operation
{
    mp_string url;
    char* json;
    mp_header content_type;
    mp_body_part body;
    mp_request request;
    mp_done done;
    mp_failure failure;
};

static mp_string string_of(const char* text)
{
    const mp_string s = {text, strlen(text)};
    return s;
}

static int equal(mp_string a, mp_string b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static void write_text(const mp_sink* sink, const char* text) { sink->write(sink->context, text, strlen(text)); }

/* {"text":"..."}, or NULL when there is no memory left; the caller frees it (RFC 8259 section 7). */
static char* write_json(mp_string text, size_t* size)
{
    static const char before[] = "{\"text\":\"";
    static const char after[] = "\"}";
    char* json = malloc(sizeof before + 6 * text.size + sizeof after); /* "\u001f" is the longest a byte becomes */
    if (json == NULL) return NULL;
    char* end = json;
    memcpy(end, before, sizeof before - 1);
    end += sizeof before - 1;
    for (size_t i = 0; i != text.size; ++i)
    {
        const unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20)
            end += sprintf(end, "\\u%04x", c);
        else
        {
            if (c == '"' || c == '\\') *end++ = '\\';
            *end++ = (char)c;
        }
    }
    memcpy(end, after, sizeof after - 1);
    end += sizeof after - 1;
    *size = (size_t)(end - json);
    return json;
}

/* ---- what to do next --------------------------------------------------------------------------------------------- */

static void send_request(mp_operation* operation, mp_action* action)
{
    operation->content_type.name = string_of("Content-Type");
    operation->content_type.value = string_of("application/json");

    mp_request* request = &operation->request;
    request->struct_size = sizeof *request;
    request->effect = MP_PUBLISHES;
    request->method = string_of("POST");
    request->url = operation->url;
    request->headers.items = &operation->content_type;
    request->headers.count = 1;
    request->headers.stride = sizeof operation->content_type;
    request->body.items = &operation->body;
    request->body.count = 1;
    request->body.stride = sizeof operation->body;

    action->kind = MP_ACTION_REQUEST;
    action->request = request;
}

static void succeed(mp_operation* operation, mp_action* action)
{
    operation->done.struct_size = sizeof operation->done;
    operation->done.proof = MP_PROOF_ACCEPTED;
    action->kind = MP_ACTION_DONE;
    action->done = &operation->done;
}

static void fail(mp_operation* operation, mp_action* action, uint32_t failure_class, const char* code, const char* what)
{
    operation->failure.struct_size = sizeof operation->failure;
    operation->failure.failure_class = failure_class;
    operation->failure.code = string_of(code);
    operation->failure.what = string_of(what);
    operation->failure.retry_after_ms = -1;
    action->kind = MP_ACTION_FAIL;
    action->failure = &operation->failure;
}

/* The value of Retry-After in milliseconds, -1 when there is none; its other form, a date, is left to bigger connectors. */
static int64_t retry_after_ms(const mp_response* response)
{
    for (size_t i = 0; i != response->headers.count; ++i)
    {
        const mp_header* header = MP_AT(mp_header, response->headers, i);
        if (!equal(header->name, string_of("retry-after"))) continue;
        int64_t seconds = 0;
        for (size_t digit = 0; digit != header->value.size; ++digit)
        {
            const char c = header->value.data[digit];
            if (c < '0' || c > '9' || seconds > 86400) return -1;
            seconds = 10 * seconds + (c - '0');
        }
        return 1000 * seconds;
    }
    return -1;
}

static void judge(mp_operation* operation, mp_action* action, const mp_response* response)
{
    if (response->status / 100 == 2)
        succeed(operation, action);
    else if (response->status == 429)
    {
        fail(operation, action, MP_FAILURE_RATE_LIMITED, "rate_limited", "The address wants fewer messages.");
        operation->failure.retry_after_ms = retry_after_ms(response);
        operation->failure.retry_scope = MP_SCOPE_CHANNEL;
    }
    else if (response->status / 100 == 4)
        fail(operation, action, MP_FAILURE_MESSAGE_REJECTED, "refused", "The address refused the message.");
    else
        fail(operation, action, MP_FAILURE_UNCONFIRMED, "unclear", "It may be there.");
}

static void step(mp_operation* operation, const mp_event* event, mp_action* action)
{
    if (event->kind == MP_EVENT_START)
        send_request(operation, action);
    else if (event->kind == MP_EVENT_RESPONSE)
        judge(operation, action, event->response);
    else if (event->kind == MP_EVENT_CANCEL)
        fail(operation, action, MP_FAILURE_TRANSIENT, "cancelled", "The operation was cancelled.");
    else /* MP_EVENT_IO_ERROR: the host knows better than we do whether the request had left */
        fail(operation, action, MP_FAILURE_UNCONFIRMED, "no_answer", "No answer came.");
}

/* ---- from settings to an operation ------------------------------------------------------------------------------- */

/* Only what is named "json-webhook-c:" is ours: any address could be one. */
static uint32_t settings_from_url(mp_string url, uint32_t flags, const mp_settings_sink* settings, const mp_sink* error)
{
    (void)error;
    if ((flags & MP_URL_NAMED) == 0) return MP_URL_FOREIGN;
    settings->set(settings->context, string_of("url"), url);
    return MP_URL_TAKEN;
}

static mp_operation* create(const mp_operation_args* args, const mp_sink* error)
{
    mp_string url = {NULL, 0};
    for (size_t i = 0; i != args->settings.count; ++i)
    {
        const mp_setting* setting = MP_AT(mp_setting, args->settings, i);
        if (equal(setting->name, string_of("url"))) url = setting->value;
    }
    if (args->kind != MP_DELIVER || url.size == 0)
    {
        write_text(error, "the setting \"url\" is missing, or the operation is not \"deliver\"");
        return NULL;
    }
    mp_operation* operation = calloc(1, sizeof *operation);
    if (operation != NULL) operation->json = write_json(args->message->text, &operation->body.bytes.size);
    if (operation == NULL || operation->json == NULL)
    {
        free(operation);
        write_text(error, "there is no memory left");
        return NULL;
    }
    operation->url = url;
    operation->body.kind = MP_BODY_BYTES;
    operation->body.bytes.data = operation->json;
    return operation;
}

static void destroy(mp_operation* operation)
{
    free(operation->json);
    free(operation);
}

/* ---- what the plugin is ------------------------------------------------------------------------------------------ */

static const char description[] =
    "{\"id\": \"json-webhook-c\", \"name\": \"JSON webhook in C\", \"version\": \"1.0.0\","
    " \"homepage\": \"https://example.org/\", \"operations\": [\"deliver\"], \"hosts\": [],"
    " \"label\": \"webhook\","
    " \"settings\": {\"type\": \"object\", \"required\": [\"url\"], \"additionalProperties\": false,"
    "  \"properties\": {\"url\": {\"type\": \"string\", \"title\": \"Address\", \"writeOnly\": true,"
    "   \"examples\": [\"https://example.org/hook\"]}}},"
    " \"text\": {\"max\": 10000, \"unit\": \"code_points\", \"spans\": []},"
    " \"attachments\": {\"max_count\": 0, \"max_bytes\": 0}, \"idempotency\": {\"kind\": \"none\"}, \"errors\": []}";

static const mp_connector connector = {
    .struct_size = sizeof connector,
    .description = {description, sizeof description - 1},
    .settings_from_url = settings_from_url,
    .create = create,
    .step = step,
    .destroy = destroy,
};

static const mp_connector* const connectors[] = {&connector};

static const mp_plugin plugin = {
    .struct_size = sizeof plugin,
    .abi_minor = MP_ABI_MINOR,
    .connectors = connectors,
    .connector_count = 1,
};

const mp_plugin* multipost_plugin_v0(const mp_host* host)
{
    (void)host;
    return &plugin;
}
