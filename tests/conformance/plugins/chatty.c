/* SPDX-License-Identifier: BSL-1.0 */
/* A symbol that a plugin should have kept to itself. */
int chatty_helper(void);

int chatty_helper(void) { return 1; }
