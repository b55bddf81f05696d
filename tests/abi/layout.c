/* SPDX-License-Identifier: BSL-1.0 */
/*
 * Prints where each field of the plugin ABI lies and what each constant is worth, to be compared with layout_lp64.txt.
 *
 * A change of that table is a change of the ABI. Rows may be added where a struct grew at its end or an enumeration got a new
 * value; then the size of the struct changes too. Any other difference breaks plugins that exist.
 */
#include <multipost/plugin.h>

#include <stdio.h>

#define STRUCT(type) printf("%s %zu\n", #type, sizeof(type))
#define FIELD(type, field)                                                                                             \
    printf("    %-20s at %3zu, %zu bytes\n", #field, offsetof(type, field), sizeof(((type*)0)->field))
#define CONSTANT(name) printf("%-28s %d\n", #name, (int)(name))

int main(void)
{
    STRUCT(mp_string);
    FIELD(mp_string, data);
    FIELD(mp_string, size);

    STRUCT(mp_sink);
    FIELD(mp_sink, struct_size);
    FIELD(mp_sink, context);
    FIELD(mp_sink, write);

    STRUCT(mp_setting);
    FIELD(mp_setting, name);
    FIELD(mp_setting, value);

    STRUCT(mp_setting_array);
    FIELD(mp_setting_array, items);
    FIELD(mp_setting_array, count);
    FIELD(mp_setting_array, stride);

    STRUCT(mp_settings_sink);
    FIELD(mp_settings_sink, struct_size);
    FIELD(mp_settings_sink, context);
    FIELD(mp_settings_sink, set);

    STRUCT(mp_span);
    FIELD(mp_span, kind);
    FIELD(mp_span, number);
    FIELD(mp_span, first);
    FIELD(mp_span, last);
    FIELD(mp_span, href);

    STRUCT(mp_span_array);
    FIELD(mp_span_array, items);
    FIELD(mp_span_array, count);
    FIELD(mp_span_array, stride);

    STRUCT(mp_attachment);
    FIELD(mp_attachment, name);
    FIELD(mp_attachment, mime_type);
    FIELD(mp_attachment, alt_text);
    FIELD(mp_attachment, size);

    STRUCT(mp_attachment_array);
    FIELD(mp_attachment_array, items);
    FIELD(mp_attachment_array, count);
    FIELD(mp_attachment_array, stride);

    STRUCT(mp_message);
    FIELD(mp_message, struct_size);
    FIELD(mp_message, text);
    FIELD(mp_message, spans);
    FIELD(mp_message, title);
    FIELD(mp_message, link);
    FIELD(mp_message, language);
    FIELD(mp_message, attachments);

    STRUCT(mp_header);
    FIELD(mp_header, name);
    FIELD(mp_header, value);

    STRUCT(mp_header_array);
    FIELD(mp_header_array, items);
    FIELD(mp_header_array, count);
    FIELD(mp_header_array, stride);

    STRUCT(mp_body_part);
    FIELD(mp_body_part, kind);
    FIELD(mp_body_part, attachment);
    FIELD(mp_body_part, bytes);
    FIELD(mp_body_part, offset);
    FIELD(mp_body_part, length);

    STRUCT(mp_body_part_array);
    FIELD(mp_body_part_array, items);
    FIELD(mp_body_part_array, count);
    FIELD(mp_body_part_array, stride);

    STRUCT(mp_request);
    FIELD(mp_request, struct_size);
    FIELD(mp_request, effect);
    FIELD(mp_request, method);
    FIELD(mp_request, url);
    FIELD(mp_request, headers);
    FIELD(mp_request, body);
    FIELD(mp_request, timeout_ms);

    STRUCT(mp_response);
    FIELD(mp_response, struct_size);
    FIELD(mp_response, status);
    FIELD(mp_response, headers);
    FIELD(mp_response, body);

    STRUCT(mp_io_error);
    FIELD(mp_io_error, struct_size);
    FIELD(mp_io_error, kind);
    FIELD(mp_io_error, request_sent);
    FIELD(mp_io_error, text);

    STRUCT(mp_event);
    FIELD(mp_event, struct_size);
    FIELD(mp_event, kind);
    FIELD(mp_event, now_ms);
    FIELD(mp_event, response);
    FIELD(mp_event, io_error);

    STRUCT(mp_done);
    FIELD(mp_done, struct_size);
    FIELD(mp_done, proof);
    FIELD(mp_done, remote_id);
    FIELD(mp_done, permalink);
    FIELD(mp_done, pause_scope);
    FIELD(mp_done, pause_ms);

    STRUCT(mp_failure);
    FIELD(mp_failure, struct_size);
    FIELD(mp_failure, failure_class);
    FIELD(mp_failure, code);
    FIELD(mp_failure, what);
    FIELD(mp_failure, advice);
    FIELD(mp_failure, remote_words);
    FIELD(mp_failure, retry_scope);
    FIELD(mp_failure, retry_after_ms);

    STRUCT(mp_action);
    FIELD(mp_action, struct_size);
    FIELD(mp_action, kind);
    FIELD(mp_action, request);
    FIELD(mp_action, sleep_ms);
    FIELD(mp_action, state);
    FIELD(mp_action, settings);
    FIELD(mp_action, done);
    FIELD(mp_action, failure);

    STRUCT(mp_operation_args);
    FIELD(mp_operation_args, struct_size);
    FIELD(mp_operation_args, kind);
    FIELD(mp_operation_args, settings);
    FIELD(mp_operation_args, message);
    FIELD(mp_operation_args, delivery_id);
    FIELD(mp_operation_args, created_at_ms);
    FIELD(mp_operation_args, checkpoint);
    FIELD(mp_operation_args, remote_id);

    STRUCT(mp_connector);
    FIELD(mp_connector, struct_size);
    FIELD(mp_connector, description);
    FIELD(mp_connector, settings_from_url);
    FIELD(mp_connector, render);
    FIELD(mp_connector, create);
    FIELD(mp_connector, step);
    FIELD(mp_connector, destroy);

    STRUCT(mp_host);
    FIELD(mp_host, struct_size);
    FIELD(mp_host, abi_minor);
    FIELD(mp_host, version);

    STRUCT(mp_plugin);
    FIELD(mp_plugin, struct_size);
    FIELD(mp_plugin, abi_minor);
    FIELD(mp_plugin, connectors);
    FIELD(mp_plugin, connector_count);

    CONSTANT(MP_ABI_MAJOR);
    CONSTANT(MP_ABI_MINOR);
    CONSTANT(MP_SPAN_BOLD);
    CONSTANT(MP_SPAN_ITALIC);
    CONSTANT(MP_SPAN_STRIKE);
    CONSTANT(MP_SPAN_CODE);
    CONSTANT(MP_SPAN_CODE_BLOCK);
    CONSTANT(MP_SPAN_QUOTE);
    CONSTANT(MP_SPAN_LINK);
    CONSTANT(MP_SPAN_LIST_ITEM);
    CONSTANT(MP_SPAN_HEADING);
    CONSTANT(MP_SPAN_MENTION);
    CONSTANT(MP_PREPARES);
    CONSTANT(MP_PUBLISHES);
    CONSTANT(MP_PUBLISHES_ONCE);
    CONSTANT(MP_BODY_BYTES);
    CONSTANT(MP_BODY_ATTACHMENT);
    CONSTANT(MP_IO_RESOLVE);
    CONSTANT(MP_IO_FORBIDDEN);
    CONSTANT(MP_IO_CONNECT);
    CONSTANT(MP_IO_TLS);
    CONSTANT(MP_IO_TIMEOUT);
    CONSTANT(MP_IO_CONNECTION);
    CONSTANT(MP_IO_ANSWER);
    CONSTANT(MP_EVENT_START);
    CONSTANT(MP_EVENT_RESPONSE);
    CONSTANT(MP_EVENT_IO_ERROR);
    CONSTANT(MP_EVENT_TIMER);
    CONSTANT(MP_EVENT_STORED);
    CONSTANT(MP_EVENT_CANCEL);
    CONSTANT(MP_PROOF_ID);
    CONSTANT(MP_PROOF_ACCEPTED);
    CONSTANT(MP_SCOPE_CHANNEL);
    CONSTANT(MP_SCOPE_CREDENTIAL);
    CONSTANT(MP_SCOPE_ORIGIN);
    CONSTANT(MP_FAILURE_MESSAGE_REJECTED);
    CONSTANT(MP_FAILURE_CHANNEL_DEAD);
    CONSTANT(MP_FAILURE_AUTH);
    CONSTANT(MP_FAILURE_RATE_LIMITED);
    CONSTANT(MP_FAILURE_TRANSIENT);
    CONSTANT(MP_FAILURE_UNCONFIRMED);
    CONSTANT(MP_ACTION_REQUEST);
    CONSTANT(MP_ACTION_SLEEP);
    CONSTANT(MP_ACTION_CHECKPOINT);
    CONSTANT(MP_ACTION_SETTINGS);
    CONSTANT(MP_ACTION_DONE);
    CONSTANT(MP_ACTION_FAIL);
    CONSTANT(MP_DELIVER);
    CONSTANT(MP_CHECK);
    CONSTANT(MP_EDIT);
    CONSTANT(MP_REMOVE);
    CONSTANT(MP_URL_TAKEN);
    CONSTANT(MP_URL_FOREIGN);
    CONSTANT(MP_URL_BAD);
    CONSTANT(MP_URL_NAMED);
    puts("entry " MP_ENTRY_NAME);
    return 0;
}
