/* SPDX-License-Identifier: BSL-1.0 */
/*
 * A connector in plain C11, for an invented network: a notice board with an HTTP API.
 *
 *   POST {endpoint}/files   the bytes of a picture      201, the file's id as text
 *   POST {endpoint}/notes   {"text": ..., "file": ...}  201, the note's id as text
 *   GET  {endpoint}/        is the key good?            200
 *
 * It shows what a single webhook does not need: an attachment as a body part, a checkpoint between two requests, and a check.
 */
#include <multipost/plugin.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DESCRIPTION                                                                                                    \
    "{\"id\": \"notice-board\", \"name\": \"Notice board\", \"version\": \"1.0.0\","                                   \
    " \"homepage\": \"https://notices.example/api\", \"operations\": [\"deliver\", \"check\"], \"hosts\": [],"         \
    " \"settings\": {\"type\": \"object\", \"properties\": {"                                                          \
    "   \"endpoint\": {\"type\": \"string\", \"title\": \"Address\", \"pattern\": \"^https?://\","                     \
    "     \"description\": \"the board's API, without a slash at its end\","                                           \
    "     \"examples\": [\"https://notices.example/api\"]},"                                                           \
    "   \"key\": {\"type\": \"string\", \"title\": \"Key\", \"writeOnly\": true, \"examples\": "                       \
    "[\"key-000000000000\"]}},"                                                                                        \
    "   \"required\": [\"endpoint\", \"key\"], \"additionalProperties\": false},"                                      \
    " \"label\": \"{endpoint}\", \"text\": {\"max\": 500, \"unit\": \"code_points\", \"spans\": []},"                  \
    " \"attachments\": {\"max_count\": 1, \"max_bytes\": 1000000}, \"idempotency\": {\"kind\": \"none\"},"             \
    " \"errors\": [{\"code\": \"bad_key\", \"class\": \"auth\", \"what\": \"The board refuses the key.\"}]}"

/* A text that grows. Out of memory shows as `failed`; what was appended before stays. */
struct buffer
{
    char* data;
    size_t size;
    bool failed;
};

static void append(struct buffer* to, const char* data, size_t size)
{
    char* const larger = to->failed ? NULL : realloc(to->data, to->size + size + 1);
    if (larger == NULL)
    {
        to->failed = true;
        return;
    }
    to->data = larger;
    memcpy(to->data + to->size, data, size);
    to->size += size;
    to->data[to->size] = '\0';
}

static void append_text(struct buffer* to, const char* text) { append(to, text, strlen(text)); }

static void append_string(struct buffer* to, mp_string text)
{
    if (text.size != 0) append(to, text.data, text.size);
}

/* A JSON string literal (RFC 8259 section 7). */
static void append_json(struct buffer* to, mp_string text)
{
    append_text(to, "\"");
    for (size_t i = 0; i != text.size; ++i)
    {
        const unsigned char c = (unsigned char)text.data[i];
        char escaped[8];
        if (c == '"' || c == '\\')
            snprintf(escaped, sizeof escaped, "\\%c", c);
        else if (c < 0x20)
            snprintf(escaped, sizeof escaped, "\\u%04x", c);
        else
            snprintf(escaped, sizeof escaped, "%c", c);
        append_text(to, escaped);
    }
    append_text(to, "\"");
}

static mp_string borrow(const char* text) { return (mp_string){text, strlen(text)}; }

enum phase { UPLOADING, STORING, POSTING, CHECKING };

struct mp_operation
{
    const mp_operation_args* args; /* the host keeps it alive as long as the operation */
    mp_string endpoint;
    struct buffer authorization;
    struct buffer url;
    struct buffer body;
    struct buffer file;
    struct buffer note;
    enum phase phase;
    mp_header headers[2];
    mp_body_part part;
    mp_request request;
    mp_done done;
    mp_failure failure;
};

static void write_text(const mp_sink* to, const char* text) { to->write(to->context, text, strlen(text)); }

static bool is(mp_string text, const char* other)
{
    return text.size == strlen(other) && memcmp(text.data, other, text.size) == 0;
}

static void destroy(mp_operation* self)
{
    free(self->authorization.data);
    free(self->url.data);
    free(self->body.data);
    free(self->file.data);
    free(self->note.data);
    free(self);
}

static mp_operation* create(const mp_operation_args* args, const mp_sink* error)
{
    if (args->kind != MP_DELIVER && args->kind != MP_CHECK)
    {
        write_text(error, "a notice board knows no such operation");
        return NULL;
    }
    mp_operation* const self = calloc(1, sizeof *self);
    if (self == NULL) return NULL;
    self->args = args;
    append_text(&self->authorization, "Bearer ");
    bool has_key = false;
    for (size_t i = 0; i != args->settings.count; ++i)
    {
        const mp_setting* const setting = MP_AT(mp_setting, args->settings, i);
        if (is(setting->name, "endpoint")) self->endpoint = setting->value;
        if (!is(setting->name, "key")) continue;
        append_string(&self->authorization, setting->value);
        has_key = true;
    }
    if (has_key && self->endpoint.size != 0) return self;
    write_text(error, "endpoint or key is missing");
    destroy(self);
    return NULL;
}

static void fail(mp_operation* self, mp_action* action, uint32_t failure_class, const char* code, const char* what)
{
    memset(&self->failure, 0, sizeof self->failure);
    self->failure.struct_size = sizeof self->failure;
    self->failure.failure_class = failure_class;
    self->failure.code = borrow(code);
    self->failure.what = borrow(what);
    self->failure.retry_scope = MP_SCOPE_CHANNEL;
    self->failure.retry_after_ms = -1;
    action->kind = MP_ACTION_FAIL;
    action->failure = &self->failure;
}

static void request(mp_operation* self, mp_action* action, uint32_t effect, const char* method, const char* path)
{
    self->url.size = 0;
    append_string(&self->url, self->endpoint);
    append_text(&self->url, path);
    if (self->url.failed || self->body.failed || self->authorization.failed)
    {
        fail(self, action, MP_FAILURE_TRANSIENT, "no_memory", "The connector is out of memory.");
        return;
    }
    const mp_string key = {self->authorization.data, self->authorization.size};
    self->headers[0] = (mp_header){borrow("Authorization"), key};
    self->headers[1] = (mp_header){borrow("Content-Type"), borrow("application/json")};
    memset(&self->request, 0, sizeof self->request);
    self->request.struct_size = sizeof self->request;
    self->request.effect = effect;
    self->request.method = borrow(method);
    self->request.url = (mp_string){self->url.data, self->url.size};
    self->request.headers = (mp_header_array){self->headers, effect == MP_PUBLISHES ? 2 : 1, sizeof self->headers[0]};
    self->request.body = (mp_body_part_array){&self->part, self->part.kind != 0 ? 1 : 0, sizeof self->part};
    action->kind = MP_ACTION_REQUEST;
    action->request = &self->request;
}

static void upload(mp_operation* self, mp_action* action)
{
    const mp_attachment* const picture = MP_AT(mp_attachment, self->args->message->attachments, 0);
    self->phase = UPLOADING;
    self->part = (mp_body_part){.kind = MP_BODY_ATTACHMENT, .attachment = 0, .offset = 0, .length = picture->size};
    request(self, action, MP_PREPARES, "POST", "/files");
}

static void post(mp_operation* self, mp_action* action)
{
    self->phase = POSTING;
    append_text(&self->body, "{\"text\": ");
    append_json(&self->body, self->args->message->text);
    if (self->file.size != 0)
    {
        append_text(&self->body, ", \"file\": ");
        append_json(&self->body, (mp_string){self->file.data, self->file.size});
    }
    append_text(&self->body, "}");
    self->part = (mp_body_part){.kind = MP_BODY_BYTES, .bytes = {self->body.data, self->body.size}};
    request(self, action, MP_PUBLISHES, "POST", "/notes");
}

static void start(mp_operation* self, mp_action* action)
{
    if (self->args->kind == MP_CHECK)
    {
        self->phase = CHECKING;
        request(self, action, MP_PREPARES, "GET", "/");
        return;
    }
    append_string(&self->file, self->args->checkpoint);
    if (self->file.size == 0 && self->args->message->attachments.count != 0)
        upload(self, action);
    else
        post(self, action);
}

/* The board's ids: 1 to 64 letters, digits, "-" and "_". */
static bool is_id(mp_string text)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if (text.size < 1 || text.size > 64) return false;
    for (size_t i = 0; i != text.size; ++i)
        if (text.data[i] == '\0' || strchr(allowed, text.data[i]) == NULL) return false;
    return true;
}

static int64_t retry_after_ms(const mp_response* response)
{
    for (size_t i = 0; i != response->headers.count; ++i)
    {
        const mp_header* const header = MP_AT(mp_header, response->headers, i);
        if (!is(header->name, "retry-after") || header->value.size == 0 || header->value.size > 6) continue;
        int64_t seconds = 0;
        for (size_t j = 0; j != header->value.size; ++j)
        {
            const char c = header->value.data[j];
            if (c < '0' || c > '9') return -1;
            seconds = seconds * 10 + (c - '0');
        }
        return seconds * 1000;
    }
    return -1;
}

static void refuse(mp_operation* self, mp_action* action, const mp_response* response)
{
    const uint32_t status = response->status;
    if (status == 429)
    {
        fail(self, action, MP_FAILURE_RATE_LIMITED, "too_many", "The board asks to wait.");
        self->failure.retry_after_ms = retry_after_ms(response);
    }
    else if (status == 401 || status == 403)
        fail(self, action, MP_FAILURE_AUTH, "bad_key", "The board refuses the key.");
    else if (status == 404 || status == 410)
        fail(self, action, MP_FAILURE_CHANNEL_DEAD, "no_board", "The board is gone.");
    else if (status >= 400 && status < 500)
        fail(self, action, MP_FAILURE_MESSAGE_REJECTED, "refused", "The board refuses the note.");
    else
        fail(self, action, MP_FAILURE_UNCONFIRMED, "odd_answer", "The board gave an answer that it does not document.");
    self->failure.remote_words = response->body;
}

static void succeed(mp_operation* self, mp_action* action, mp_string id)
{
    memset(&self->done, 0, sizeof self->done);
    self->done.struct_size = sizeof self->done;
    self->done.proof = id.size != 0 ? MP_PROOF_ID : MP_PROOF_ACCEPTED;
    self->done.remote_id = id;
    action->kind = MP_ACTION_DONE;
    action->done = &self->done;
}

static void answered(mp_operation* self, mp_action* action, const mp_response* response)
{
    if (self->phase == CHECKING && response->status == 200)
        succeed(self, action, (mp_string){NULL, 0});
    else if (self->phase == CHECKING || response->status != 201 || !is_id(response->body))
        refuse(self, action, response);
    else if (self->phase == UPLOADING)
    {
        self->phase = STORING;
        append_string(&self->file, response->body);
        action->kind = MP_ACTION_CHECKPOINT;
        action->state = (mp_string){self->file.data, self->file.size};
    }
    else
    {
        append_string(&self->note, response->body);
        succeed(self, action, (mp_string){self->note.data, self->note.size});
    }
}

static void step(mp_operation* self, const mp_event* event, mp_action* action)
{
    switch (event->kind)
    {
    case MP_EVENT_START: start(self, action); break;
    case MP_EVENT_RESPONSE: answered(self, action, event->response); break;
    case MP_EVENT_STORED: post(self, action); break;
    default: fail(self, action, MP_FAILURE_UNCONFIRMED, "no_answer", "The board did not answer."); break;
    }
}

static uint32_t settings_from_url(mp_string url, uint32_t flags, const mp_settings_sink* settings, const mp_sink* error)
{
    /* "notice-board:https://host/api#key" */
    if ((flags & MP_URL_NAMED) == 0) return MP_URL_FOREIGN;
    const char* const hash = url.size != 0 ? memchr(url.data, '#', url.size) : NULL;
    if (hash == NULL)
    {
        write_text(error, "The board's URL ends with # and the key.");
        return MP_URL_BAD;
    }
    const size_t before = (size_t)(hash - url.data);
    settings->set(settings->context, borrow("endpoint"), (mp_string){url.data, before});
    settings->set(settings->context, borrow("key"), (mp_string){hash + 1, url.size - before - 1});
    return MP_URL_TAKEN;
}

const mp_plugin* multipost_plugin_v0(const mp_host* host)
{
    static const mp_connector board = {
        .struct_size = sizeof(mp_connector),
        .description = {DESCRIPTION, sizeof DESCRIPTION - 1},
        .settings_from_url = settings_from_url,
        .create = create,
        .step = step,
        .destroy = destroy,
    };
    static const mp_connector* const connectors[] = {&board};
    static const mp_plugin plugin = {sizeof(mp_plugin), MP_ABI_MINOR, connectors, 1};
    (void)host;
    return &plugin;
}
