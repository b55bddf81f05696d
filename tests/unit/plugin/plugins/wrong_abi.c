/* SPDX-License-Identifier: BSL-1.0 */
/* A plugin for another major version of the ABI. Nothing in it may run, not even what runs by being loaded. */
#include <stdlib.h>

const void* multipost_plugin_v7(const void* host);

__attribute__((constructor)) static void run(void) { setenv("MULTIPOST_WRONG_ABI_HAS_RUN", "1", 1); }

const void* multipost_plugin_v7(const void* host) { return host; }
