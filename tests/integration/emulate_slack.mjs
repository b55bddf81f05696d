// SPDX-License-Identifier: BSL-1.0
// Serves emulate's Slack on a free port of 127.0.0.1 until standard input ends: node emulate_slack.mjs PATH_OF_ITS_API
import { pathToFileURL } from 'node:url';

const { createEmulator } = await import(pathToFileURL(process.argv[2]));
const slack = await createEmulator({ service: 'slack', port: 0, hostname: '127.0.0.1' });
console.log(`emulate: listening on ${slack.url.replace('localhost', '127.0.0.1')}`);
process.stdin.on('end', () => process.exit(0)).resume();
