// SPDX-License-Identifier: BSL-1.0
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** 0 (guessed at once) to 4, and the key of why it is easy to guess; empty: nothing in particular. */
export interface Strength {
  score: number;
  weakness: string;
}

const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** What Dropbox's zxcvbn thinks of a password. The server decides, with the same method and more words. */
export function strengthOf(password: string, ownWords: string[]): Strength {
  // Longer is stronger, and zxcvbn's work grows with the square of the length.
  const { score, feedback } = judge.check(password.slice(0, 64), ownWords);
  return { score, weakness: feedback.warning ?? '' };
}
