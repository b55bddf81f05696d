/* SPDX-License-Identifier: BSL-1.0 */
/* A plugin that cannot work here. */
#include <multipost/plugin.h>

const mp_plugin* multipost_plugin_v0(const mp_host* host)
{
    (void)host;
    return 0;
}
