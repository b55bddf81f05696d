/* SPDX-License-Identifier: BSL-1.0 */
/* A plugin whose description lacks nearly everything. */
#include <multipost/plugin.h>

static uint32_t settings_from_url(mp_string url, uint32_t flags, const mp_settings_sink* settings, const mp_sink* error)
{
    (void)url, (void)flags, (void)settings, (void)error;
    return MP_URL_FOREIGN;
}

static mp_operation* create(const mp_operation_args* args, const mp_sink* error)
{
    (void)args, (void)error;
    return NULL;
}

static void step(mp_operation* operation, const mp_event* event, mp_action* action)
{
    (void)operation, (void)event, (void)action;
}

static void destroy(mp_operation* operation) { (void)operation; }

const mp_plugin* multipost_plugin_v0(const mp_host* host)
{
    static const char description[] = "{\"id\": \"speechless\"}";
    static const mp_connector speechless = {
        .struct_size = sizeof(mp_connector),
        .description = {description, sizeof description - 1},
        .settings_from_url = settings_from_url,
        .create = create,
        .step = step,
        .destroy = destroy,
    };
    static const mp_connector* const connectors[] = {&speechless};
    static const mp_plugin plugin = {sizeof(mp_plugin), MP_ABI_MINOR, connectors, 1};
    (void)host;
    return &plugin;
}
