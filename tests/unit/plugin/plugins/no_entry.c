/* SPDX-License-Identifier: BSL-1.0 */
/* A shared object that is no plugin. */
int no_entry(void);

int no_entry(void) { return 1; }
