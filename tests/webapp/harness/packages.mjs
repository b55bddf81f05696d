// SPDX-License-Identifier: BSL-1.0
// The packages of tests/node/package.json, from where script/setup puts them: build/node.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

const require = createRequire(`${root}build/node/package.json`);

export const Ajv = require('ajv/dist/2020.js').default;
export const addFormats = require('ajv-formats').default;
export const yaml = require('yaml');
export const redocly = require.resolve('@redocly/cli/bin/cli.js');
