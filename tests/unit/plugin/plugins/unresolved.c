/* SPDX-License-Identifier: BSL-1.0 */
/* A plugin that calls what nobody has. */
#include <multipost/plugin.h>

const mp_plugin* function_that_nobody_has(void);

const mp_plugin* multipost_plugin_v0(const mp_host* host)
{
    (void)host;
    return function_that_nobody_has();
}
