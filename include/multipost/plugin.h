/* SPDX-License-Identifier: BSL-1.0 */
/*
 * The multipost plugin ABI, version 0.
 *
 * A plugin is a shared object that teaches the host one or more networks. A connector in it never opens a socket, reads a
 * clock, starts a thread or draws a random number: it is asked, step by step, what to do next, and the host does it. The
 * same code therefore runs under the engine, a preview, a dry run, a scripted test and a fuzzer.
 *
 * This header is plain C11 and includes nothing but <stddef.h> and <stdint.h>. C++ authors will rather use
 * <multipost/connector.hpp>, which is built on this file alone.
 *
 * Rules that hold everywhere below
 *
 *   Entry      A plugin exports one function, multipost_plugin_v0 (MP_ENTRY_NAME). The ABI major version is part of the name: a plugin made for
 *              another major lacks the symbol, and none of its code is run. Minor versions only ever append.
 *   Sizes      Every struct passed by pointer begins with struct_size, which its writer sets to sizeof(the struct) as the
 *              writer's header knew it. A reader reads a field only if MP_HAS says it is there; an absent field means zero.
 *   Arrays     An array is a pointer, a count and a stride; the stride is sizeof(the element) as the writer knew it. Walk
 *              it with MP_AT, never with [] on the pointer.
 *   Strings    mp_string is a pointer and a length in bytes, not NUL-terminated. Text is UTF-8 unless said otherwise. The
 *              pointer may be NULL when size is 0.
 *   Memory     Borrowed, both ways. What the host passes lives until the call returns, unless said otherwise; what the
 *              plugin returns in an action lives until the next step() or destroy() of the same operation. Nobody frees
 *              what the other allocated. A text that needs an owner is written to an mp_sink during the call.
 *   Bounds     Larger than this is refused as plugin_misbehaved: a URL or permalink of 8 KiB; 100 headers, a name of 256 bytes,
 *              a value of 8 KiB; 256 body parts and 16 MiB of bytes in them; a sentence or remote id of 1 KiB; 64 settings of
 *              64 KiB; 4 KiB written to `error`.
 *   Errors     No exception, longjmp or signal crosses. Enumerations are uint32_t; a value the reader does not know is
 *              handled as said there.
 *   Threads    Calls for one operation never overlap, but may come from different threads. Calls for different
 *              operations, and the pure functions of a connector, run at once. Nothing may be bound to a thread; do not
 *              use thread-local storage.
 *   Trust      A plugin is native code inside the host's process. One that answers nonsense, throws (the sugar catches) or
 *              never ends fails its own delivery with plugin_misbehaved; one that crashes takes the process along.
 *   Unloading  A plugin is never unloaded.
 *
 * The ABI is version 0 while the first networks shape it: until version 1 a host loads only plugins built from a header
 * with the same MP_ABI_MAJOR.
 */
#ifndef MULTIPOST_PLUGIN_H
#define MULTIPOST_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MP_ABI_MAJOR 0
#define MP_ABI_MINOR 0

/* True when the struct behind POINTER is large enough, by its writer's own word, to hold FIELD. */
#define MP_HAS(pointer, type, field) ((pointer)->struct_size >= offsetof(type, field) + sizeof(((const type*)0)->field))

/* The address of element I of an array struct (mp_span_array and so on), by the writer's stride. */
#define MP_AT(type, array, i)                                                                                          \
    ((const type*)(const void*)((const char*)(const void*)(array).items + (size_t)(i) * (array).stride))

/* Marks the entry function of a plugin built with hidden visibility. */
#if defined(__GNUC__)
#define MP_EXPORT __attribute__((visibility("default")))
#else
#define MP_EXPORT
#endif

typedef struct mp_string
{
    const char* data;
    size_t size;
} mp_string;

/* Takes text or bytes from the callee. write() appends; it may be called any number of times during the call the sink was
 * passed to, and never after. */
typedef struct mp_sink
{
    uint32_t struct_size;
    void* context;
    void (*write)(void* context, const char* data, size_t size);
} mp_sink;

/* ---- settings ---------------------------------------------------------------------------------------------------- */

/* One setting of a channel. Settings are a flat set of named values; their names, types, defaults and which of them are
 * secret are declared by the JSON Schema in the connector's description. A string is passed as it is; a number or a
 * boolean as its JSON text. */
typedef struct mp_setting
{
    mp_string name;
    mp_string value;
} mp_setting;

typedef struct mp_setting_array
{
    const mp_setting* items;
    size_t count;
    size_t stride;
} mp_setting_array;

/* Takes settings from settings_from_url(). Setting a name twice keeps the last value. */
typedef struct mp_settings_sink
{
    uint32_t struct_size;
    void* context;
    void (*set)(void* context, mp_string name, mp_string value);
} mp_settings_sink;

/* ---- the message ------------------------------------------------------------------------------------------------- */

/* What a span says of its bytes. A reader ignores a kind it does not know. */
enum {
    MP_SPAN_BOLD = 1,
    MP_SPAN_ITALIC = 2,
    MP_SPAN_STRIKE = 3,
    MP_SPAN_CODE = 4,       /* inline code */
    MP_SPAN_CODE_BLOCK = 5, /* whole lines; href: the language, or empty */
    MP_SPAN_QUOTE = 6,      /* whole lines */
    MP_SPAN_LINK = 7,       /* href: the destination, always http, https or mailto */
    MP_SPAN_LIST_ITEM = 8,  /* whole lines; number: its ordinal, or 0 for a bullet; nested items are deeper levels */
    MP_SPAN_HEADING = 9,    /* whole lines; number: its level, 1 to 6 */
    MP_SPAN_MENTION = 10    /* the author asked to notify somebody; href: the network's id of who */
};

/* Half-open range [first, last) of bytes of the text, on character boundaries. Spans are sorted by (first ascending, last
 * descending) and properly nested: two spans are disjoint or one holds the other. */
typedef struct mp_span
{
    uint32_t kind;
    uint32_t number;
    size_t first;
    size_t last;
    mp_string href;
} mp_span;

typedef struct mp_span_array
{
    const mp_span* items;
    size_t count;
    size_t stride;
} mp_span_array;

/* An attachment as a connector sees it: its bytes never pass through the plugin. A request names them by index in a body
 * part, and the host streams them. */
typedef struct mp_attachment
{
    mp_string name;      /* file name, no folder */
    mp_string mime_type; /* "image/png" */
    mp_string alt_text;
    uint64_t size; /* bytes */
} mp_attachment;

typedef struct mp_attachment_array
{
    const mp_attachment* items;
    size_t count;
    size_t stride;
} mp_attachment_array;

/* A message already reduced to what the connector's description says its network takes: only spans it names, text within
 * its limit. The text holds no markup: every character in it is meant literally, so the connector escapes whatever its
 * network would read as markup, a mention or a command. Valid until the operation is destroyed. */
typedef struct mp_message
{
    uint32_t struct_size;
    mp_string text; /* valid UTF-8 without U+0000; lines end in "\n" */
    mp_span_array spans;
    mp_string title;
    mp_string link;
    mp_string language; /* BCP 47, or empty */
    mp_attachment_array attachments;
} mp_message;

/* ---- HTTP -------------------------------------------------------------------------------------------------------- */

/* What a request does to the world. The host derives from this, and from nothing else, whether it may be sent again. */
enum {
    MP_PREPARES = 1, /* nothing a reader sees: an upload, a login, a question. Always safe to repeat */
    MP_PUBLISHES =
        2, /* makes the post visible (or edits, or removes it). If its answer is lost the delivery is unconfirmed */
    MP_PUBLISHES_ONCE = 3 /* as MP_PUBLISHES, and the network deduplicates on the delivery id: safe to repeat */
};

typedef struct mp_header
{
    mp_string name;
    mp_string value; /* neither CR, LF nor NUL, or the action is refused */
} mp_header;

typedef struct mp_header_array
{
    const mp_header* items;
    size_t count;
    size_t stride;
} mp_header_array;

enum {
    MP_BODY_BYTES = 1,
    MP_BODY_ATTACHMENT = 2 /* a range of an attachment of the message, streamed by the host */
};

typedef struct mp_body_part
{
    uint32_t kind;
    uint32_t attachment; /* MP_BODY_ATTACHMENT: index into mp_message.attachments */
    mp_string bytes;     /* MP_BODY_BYTES */
    uint64_t offset;     /* MP_BODY_ATTACHMENT: first byte */
    uint64_t length;     /* MP_BODY_ATTACHMENT: number of bytes; offset + length <= the attachment's size */
} mp_body_part;

typedef struct mp_body_part_array
{
    const mp_body_part* items;
    size_t count;
    size_t stride;
} mp_body_part_array;

/* A request for the host to send. The host sets Host, Content-Length, Connection and, unless given, User-Agent.
 * The URL must be http or https and its origin one of those the description's "hosts" names or one that stands in the
 * channel's settings; anything else fails the delivery with plugin_misbehaved. */
typedef struct mp_request
{
    uint32_t struct_size;
    uint32_t effect; /* MP_PREPARES, MP_PUBLISHES or MP_PUBLISHES_ONCE */
    mp_string method;
    mp_string url;
    mp_header_array headers;
    mp_body_part_array body; /* the parts, one after the other */
    uint32_t timeout_ms;     /* for this request; 0: the host's default. The host may allow less */
} mp_request;

/* The network's whole answer. Redirects are not followed: a 3xx arrives here. */
typedef struct mp_response
{
    uint32_t struct_size;
    uint32_t status;
    mp_header_array headers; /* names in lower case, repeated names repeated */
    mp_string body;          /* any bytes, bounded by the host (1 MiB unless configured) */
} mp_response;

/* ---- one operation: events in, actions out ----------------------------------------------------------------------- */

/* What went wrong with a request that has no whole answer. Take an unknown value as MP_IO_CONNECTION. */
enum {
    MP_IO_RESOLVE = 1,   /* the host name has no address */
    MP_IO_FORBIDDEN = 2, /* the host's egress policy refuses the address */
    MP_IO_CONNECT = 3,   /* refused or unreachable */
    MP_IO_TLS = 4,       /* handshake or certificate */
    MP_IO_TIMEOUT = 5,
    MP_IO_CONNECTION = 6, /* reset or closed before the whole answer was here */
    MP_IO_ANSWER = 7      /* the answer is no HTTP, or larger than the bound */
};

typedef struct mp_io_error
{
    uint32_t struct_size;
    uint32_t kind; /* MP_IO_... */
    uint32_t
        request_sent; /* 1: a byte of the request has left, so the network may have acted on it; 0: certainly not */
    mp_string text;   /* the host's words, without secrets */
} mp_io_error;

/* What has happened since the last action. The first event of an operation is MP_EVENT_START; each next one answers the
 * action before: a request by RESPONSE or IO_ERROR, a sleep by TIMER, a checkpoint or settings by STORED. CANCEL may come
 * in place of any but the first. A plugin that gets an event it does not know answers MP_ACTION_FAIL. */
enum {
    MP_EVENT_START = 1,
    MP_EVENT_RESPONSE = 2,
    MP_EVENT_IO_ERROR = 3,
    MP_EVENT_TIMER = 4,
    MP_EVENT_STORED = 5,
    MP_EVENT_CANCEL = 6 /* say DONE or FAIL now; any other action is ignored and the operation destroyed */
};

typedef struct mp_event
{
    uint32_t struct_size;
    uint32_t kind;
    int64_t now_ms;              /* wall clock, milliseconds since 1970-01-01T00:00:00Z */
    const mp_response* response; /* MP_EVENT_RESPONSE */
    const mp_io_error* io_error; /* MP_EVENT_IO_ERROR */
} mp_event;

/* How the network proves that a reader sees the message. */
enum {
    MP_PROOF_ID = 1,      /* it named the message */
    MP_PROOF_ACCEPTED = 2 /* it documents this very answer as success, and names nothing */
};

/* What a pause or a rate limit holds for. Take an unknown value as MP_SCOPE_ORIGIN. */
enum {
    MP_SCOPE_CHANNEL = 1,
    MP_SCOPE_CREDENTIAL = 2,
    MP_SCOPE_ORIGIN = 3 /* everything this host sends to the network */
};

typedef struct mp_done
{
    uint32_t struct_size;
    uint32_t proof;       /* MP_PROOF_... */
    mp_string remote_id;  /* required when proof is MP_PROOF_ID */
    mp_string permalink;  /* https URL of the message, or empty */
    uint32_t pause_scope; /* with pause_ms: what should rest, MP_SCOPE_... */
    int64_t pause_ms;     /* the network asks for nothing more during this time, from now; 0: it asks for nothing */
} mp_done;

/* Why an operation failed, by what may be done about it. Take an unknown value as MP_FAILURE_UNCONFIRMED. */
enum {
    MP_FAILURE_MESSAGE_REJECTED = 1, /* this message, never again */
    MP_FAILURE_CHANNEL_DEAD = 2,     /* the hook or room is gone: nothing more to it until it is edited */
    MP_FAILURE_AUTH = 3,             /* credentials: the channel needs attention */
    MP_FAILURE_RATE_LIMITED = 4,     /* nothing was applied; not again before retry_after_ms have passed */
    MP_FAILURE_TRANSIENT = 5,  /* nothing was applied, by the network's own documented word: back off, try again */
    MP_FAILURE_UNCONFIRMED = 6 /* it may have been published; nobody can know */
};

typedef struct mp_failure
{
    uint32_t struct_size;
    uint32_t failure_class; /* MP_FAILURE_... */
    mp_string code;         /* stable, [a-z0-9_.-]{1,64}: "no_service" */
    mp_string what;         /* one English sentence: what happened */
    mp_string advice;       /* one English sentence: what the user can do */
    mp_string
        remote_words;     /* the network's own words, shown as a quotation; at most 1 KiB is kept, and what is not UTF-8
                              * is replaced */
    uint32_t retry_scope; /* with retry_after_ms, MP_SCOPE_... */
    int64_t retry_after_ms; /* from now; negative: the network did not say */
} mp_failure;

enum {
    MP_ACTION_REQUEST = 1,    /* send `request` */
    MP_ACTION_SLEEP = 2,      /* wait `sleep_ms`, then MP_EVENT_TIMER */
    MP_ACTION_CHECKPOINT = 3, /* make `state` durable, then MP_EVENT_STORED; a later attempt is created with it */
    MP_ACTION_SETTINGS = 4,   /* make the changed `settings` durable (a rotated token), then MP_EVENT_STORED */
    MP_ACTION_DONE = 5,       /* the operation succeeded: `done` */
    MP_ACTION_FAIL = 6        /* the operation failed: `failure` */
};

/* What to do next. The host passes it zeroed but for struct_size; the plugin writes kind and the one field that kind names,
 * if MP_HAS says the host knows it. After DONE or FAIL the host calls destroy() and nothing else. */
typedef struct mp_action
{
    uint32_t struct_size;
    uint32_t kind;
    const mp_request* request;
    int64_t sleep_ms; /* 0 to 600,000 */
    mp_string state;  /* at most 64 KiB, any bytes, no secrets */
    mp_setting_array settings;
    const mp_done* done;
    const mp_failure* failure;
} mp_action;

/* ---- a connector ------------------------------------------------------------------------------------------------- */

/* What an operation is for. The description's "operations" names those that exist. */
enum {
    MP_DELIVER = 1,
    MP_CHECK = 2, /* is this channel usable? Sends nothing a reader would see */
    MP_EDIT = 3,  /* put `message` in place of `remote_id` */
    MP_REMOVE = 4 /* take `remote_id` away */
};

/* What an operation begins with. All of it stays valid until the operation is destroyed. */
typedef struct mp_operation_args
{
    uint32_t struct_size;
    uint32_t kind; /* MP_DELIVER, MP_CHECK, MP_EDIT or MP_REMOVE */
    mp_setting_array settings;
    const mp_message* message; /* MP_DELIVER and MP_EDIT, else NULL */
    mp_string delivery_id;     /* the same for every attempt of one delivery: a UUID, 36 characters of ASCII */
    int64_t created_at_ms;     /* chosen before the first attempt and the same for all; wall clock as in mp_event */
    mp_string checkpoint;      /* the last state made durable, or empty */
    mp_string remote_id;       /* MP_EDIT and MP_REMOVE: mp_done.remote_id of the delivery */
} mp_operation_args;

/* The plugin's own; the host only carries the pointer. */
typedef struct mp_operation mp_operation;

enum {
    MP_URL_TAKEN = 1,   /* settings were written */
    MP_URL_FOREIGN = 2, /* not this network's: ask the next connector */
    MP_URL_BAD = 3      /* this network's, and wrong: the reason was written */
};

enum {
    MP_URL_NAMED = 1 /* flag: the user wrote "connector:URL", so any host is meant for this connector */
};

typedef struct mp_connector
{
    uint32_t struct_size;

    /* JSON, UTF-8, read once; its shape stands in docs/connector-description.md. Lives as long as the process. */
    mp_string description;

    /* Turns a URL into settings: the network's own webhook URL as a user would paste it, or its short form
     * ("slack://T1/B1/token"). Pure. Never writes a secret to `error`. Returns MP_URL_...; any other value is taken as
     * MP_URL_FOREIGN. */
    uint32_t (*settings_from_url)(mp_string url, uint32_t flags, const mp_settings_sink* settings,
                                  const mp_sink* error);

    /* Writes the text as the network will count it, markup and escapes included; the host counts it in the description's
     * unit and refuses what is too long before anything is sent. Pure. May be NULL: then the bare text is counted.
     * Returns 1, or 0 when the message cannot be rendered. */
    uint32_t (*render)(const mp_message* message, const mp_sink* rendered);

    /* Begins an operation; sends nothing. Returns NULL and writes the reason when the settings are unusable. */
    mp_operation* (*create)(const mp_operation_args* args, const mp_sink* error);

    /* Takes what happened, says what to do next. */
    void (*step)(mp_operation* operation, const mp_event* event, mp_action* action);

    /* Ends an operation; called exactly once for each, after DONE or FAIL or at any time between two steps. */
    void (*destroy)(mp_operation* operation);
} mp_connector;

/* ---- the plugin -------------------------------------------------------------------------------------------------- */

/* What the host tells the plugin. Lives as long as the process. */
typedef struct mp_host
{
    uint32_t struct_size;
    uint32_t abi_minor; /* MP_ABI_MINOR of the host's header */
    mp_string version;  /* of the host, "0.1.0" */
} mp_host;

typedef struct mp_plugin
{
    uint32_t struct_size;
    uint32_t abi_minor; /* MP_ABI_MINOR of the plugin's header */
    const mp_connector* const* connectors;
    size_t connector_count; /* 1 to 16 */
} mp_plugin;

/* The entry: returns the plugin's description of itself, which lives as long as the process, or NULL when the plugin cannot
 * work here. Called once, before anything else. */
typedef const mp_plugin* (*mp_entry)(const mp_host* host);

#define MP_ENTRY_NAME "multipost_plugin_v0"
MP_EXPORT const mp_plugin* multipost_plugin_v0(const mp_host* host);

#ifdef __cplusplus
}
#endif

#endif
