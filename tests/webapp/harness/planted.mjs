// SPDX-License-Identifier: BSL-1.0
// Secrets that a test gives to the server, and a search for them in all that comes out of it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

const planted = new Map();

/** A new secret: random, so that it cannot stand anywhere by chance. `prefix` is of no interest to anybody. */
export function plant(name, prefix = '') {
  return remember(name, prefix + randomBytes(18).toString('base64url').replaceAll(/[-_]/g, 'x'));
}

/** Makes a text that the server gave a secret. */
export function remember(name, secret) {
  planted.set(secret, { name, forms: formsOf(secret) });
  return secret;
}

// As a careless program might write it.
function formsOf(secret) {
  const bytes = Buffer.from(secret);
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return {
    'as it is': secret,
    'in base64': bytes.toString('base64').replace(/=+$/, ''),
    'in hexadecimal': bytes.toString('hex'),
    'percent-encoded': percent,
    'in UTF-16': bytes.toString().split('').join('\0'),
  };
}

/** Which secrets stand in some bytes, and how: ["the Slack token as it is"]. */
export function secretsIn(bytes) {
  const text = Buffer.from(bytes).toString('latin1');
  const folded = text.toLowerCase();
  const found = [];
  for (const { name, forms } of planted.values()) {
    for (const [how, form] of Object.entries(forms)) {
      const there = /hexadecimal|percent/.test(how) ? folded.includes(form) : text.includes(form);
      if (there) found.push(`${name} ${how}`);
    }
  }
  return found;
}

/** Throws when an answer holds a planted secret anywhere but in Set-Cookie. */
export function refuseSecrets(answer) {
  const { 'set-cookie': cookies, ...headers } = answer.headers;
  const found = secretsIn(`${JSON.stringify(headers)}\n${answer.text}`);
  assert.deepEqual(found, [], `${answer.request.method} ${answer.request.path} tells a secret`);
}
