// SPDX-License-Identifier: BSL-1.0
import type { components } from './schema';

type Schemas = components['schemas'];

export type FieldError = Schemas['FieldError'];
export type ChannelError = Schemas['ChannelError'];

/**
 * Why a request was not done.
 *
 * `code` is what to act on: one of the API's (docs/openapi.yaml), or one of ours when no problem document came:
 * `unreachable` (no answer at all) and `unexpected_answer` (something that is not the server answered).
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  readonly fieldErrors: FieldError[];
  readonly channelErrors: ChannelError[];
  /** When it may be tried again, in milliseconds since 1970; null when that is unknown. */
  readonly retryAt: number | null;

  constructor(facts: Partial<Schemas['Problem']> & { code: string; status: number }, retryAfterSeconds = 0) {
    super(facts.detail ?? facts.title ?? facts.code);
    this.status = facts.status;
    this.code = facts.code;
    this.title = facts.title ?? '';
    this.detail = facts.detail ?? '';
    this.requestId = facts.request_id ?? '';
    const errors = facts.errors ?? [];
    this.fieldErrors = errors.filter((error): error is FieldError => 'pointer' in error);
    this.channelErrors = errors.filter((error): error is ChannelError => 'channel' in error);
    this.retryAt = retryAfterSeconds > 0 ? Date.now() + retryAfterSeconds * 1000 : null;
  }

  /** What is wrong with the member at this JSON Pointer of the request, in the server's words; empty when nothing is. */
  field(pointer: string): string {
    return this.fieldErrors.find((error) => error.pointer === pointer)?.what ?? '';
  }
}

/** Reads the answer to a request that failed. */
export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? 0);
  const requestId = response.headers.get('X-Request-Id') ?? '';
  try {
    const body = (await response.json()) as Schemas['Problem'];
    if (typeof body.code === 'string') return new Problem({ ...body, status: response.status }, retryAfter);
  } catch {
    // A proxy's page, or an answer cut short.
  }
  return new Problem({ code: 'unexpected_answer', status: response.status, request_id: requestId }, retryAfter);
}

/** Whatever was thrown, as a problem: fetch throws a TypeError when nothing answers. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({ code: error instanceof TypeError ? 'unreachable' : 'internal', status: 0 });
}
