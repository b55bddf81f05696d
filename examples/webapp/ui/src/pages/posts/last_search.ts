// SPDX-License-Identifier: BSL-1.0
import type { PostsSearch } from '@/router';

let last: PostsSearch = {};

/** The filters of the list when it was left: the way back leads there. */
export const lastSearch = (): PostsSearch => last;

export function rememberSearch(search: PostsSearch): void {
  last = search;
}
