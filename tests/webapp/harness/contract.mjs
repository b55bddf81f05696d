// SPDX-License-Identifier: BSL-1.0
// docs/openapi.yaml as a judge: which operation an answer belongs to, and whether it is one that is written there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { Ajv, addFormats, root, yaml } from './packages.mjs';

export const file = `${root}docs/openapi.yaml`;
export const document = yaml.parse(readFileSync(file, 'utf8'));

// Two subschemas that narrow a problem name members without repeating their types.
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false });
addFormats(ajv);
for (const [name, schema] of Object.entries(document.components.schemas)) ajv.addSchema(standalone(schema), name);

const methods = ['get', 'put', 'post', 'patch', 'delete'];
const changing = new Set(['PUT', 'POST', 'PATCH', 'DELETE']);

/** Follows a $ref within the document; anything else is returned as it is. */
export function resolve(node) {
  if (!node?.$ref) return node;
  return at(keysOf(node.$ref));
}

const keysOf = (ref) => ref.slice(2).split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
const at = (keys) => keys.reduce((node, key) => node[key], document);

// The schema with its references by name instead of by their place in the document.
function standalone(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) => (key === '$ref' ? value.replace('#/components/schemas/', '') : value));
}

const all = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.filter((method) => item[method]).map((method) => describe(path, item, method)));

/** Every operation that is answered at once, as its path is written on the wire: {id, method, path, template, body ...}. */
export const operations = all.filter((o) => !o.streams);

/** Every operation whose answer goes on. */
export const streams = all.filter((o) => o.streams);

function describe(path, item, method) {
  const base = (item.servers ?? document.servers)[0].url.replace(/\/$/, '');
  const operation = item[method];
  const media = operation.requestBody?.content['application/json'];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path: base + path,
    template: new RegExp(`^${(base + path).replace(/\{\w+\}/g, '[^/?]+')}$`),
    hasId: path.includes('{id}'),
    needsSession: (operation.security ?? document.security).length > 0,
    changes: changing.has(method.toUpperCase()),
    streams: operation.responses['200']?.content?.['text/event-stream'] !== undefined,
    body: media && {
      schema: resolve(media.schema),
      examples: examplesOf(media),
      keys: ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'],
    },
    parameters: (operation.parameters ?? []).map(resolve),
    responses: operation.responses,
    keys: ['paths', path, method, 'responses'],
  };
}

/** The examples of a media type object, each a value. */
export function examplesOf(media) {
  return media.examples ? Object.values(media.examples).map((example) => example.value) : [media.example];
}

export const operation = (id) => all.find((o) => o.id === id);

/** The path of an operation with its {id} filled in. */
export const pathOf = (o, id) => o.path.replace('{id}', id);

const validators = new Map();

/** Why a value does not fit the schema at these keys of the document; empty when it does. */
export function violations(keys, value) {
  const place = keys.join(' ');
  if (!validators.has(place)) validators.set(place, ajv.compile(standalone(at(keys))));
  const validate = validators.get(place);
  if (validate(value)) return [];
  return validate.errors.map((e) => `${e.instancePath || '(whole)'} ${e.message} ${JSON.stringify(e.params)}`);
}

/** Every response of the document, as {keys, response}; those of components once. */
export function* allResponses() {
  for (const [name, response] of Object.entries(document.components.responses))
    yield { keys: ['components', 'responses', name], response };
  for (const o of all)
    for (const [status, response] of Object.entries(o.responses))
      if (!response.$ref) yield { keys: [...o.keys, status], response };
}

/** Throws when an answer, {request: {method, path}, status, headers, text}, is not one that the document describes. */
export function check(answer) {
  const found = violationsOf(answer);
  const { method, path } = answer.request;
  assert.deepEqual(found, [], `${method} ${path} answered what docs/openapi.yaml does not describe:\n` +
    `${answer.status} ${JSON.stringify(answer.headers)}\n${answer.text}\n`);
}

function violationsOf(answer) {
  const path = answer.request.path.split('?')[0];
  // "Paths Object" of OpenAPI: what is written out goes before what has a parameter.
  const fitting = all.filter((o) => o.template.test(path));
  const here = fitting.some((o) => !o.hasId) ? fitting.filter((o) => !o.hasId) : fitting;
  if (here.length === 0) return violationsOfResponse(['components', 'responses', 'NotFound'], answer, 404);
  const asked = here.find((o) => o.method === answer.request.method);
  if (!asked) {
    const allowed = answer.headers.allow?.split(', ').sort();
    const expected = [...new Set(here.flatMap((o) => (o.method === 'GET' ? ['GET', 'HEAD'] : [o.method])))].sort();
    const found = violationsOfResponse(['components', 'responses', 'MethodNotAllowed'], answer, 405);
    return String(allowed) === String(expected) ? found : [...found, `Allow is ${allowed}, not ${expected}`];
  }
  const response = asked.responses[answer.status];
  if (!response) return [`${asked.id} has no answer ${answer.status}`];
  return violationsOfResponse(response.$ref ? keysOf(response.$ref) : [...asked.keys, `${answer.status}`], answer, answer.status);
}

function violationsOfResponse(keys, answer, status) {
  const response = at(keys);
  const found = answer.status === status ? [] : [`the status is ${answer.status}, not ${status}`];
  for (const [name, header] of Object.entries(response.headers ?? {}))
    found.push(...violationsOfHeader(name, resolve(header), answer.headers[name.toLowerCase()], header));
  if (!response.content) return answer.text === '' ? found : [...found, 'there is a body'];
  const [type] = Object.keys(response.content);
  if (answer.headers['content-type'] !== type) found.push(`the content type is ${answer.headers['content-type']}, not ${type}`);
  if (answer.json === undefined) return [...found, 'the body is not JSON'];
  return [...found, ...violations([...keys, 'content', type, 'schema'], answer.json)];
}

function violationsOfHeader(name, header, value, reference) {
  if (value === undefined) return header.required ? [`${name} is missing`] : [];
  const read = (text) => (header.schema.type === 'integer' ? Number(text) : text);
  const keys = [...keysOf(reference.$ref), 'schema'];
  // Set-Cookie comes as a list, of which the header's description names one.
  const each = [value].flat().map((text) => violations(keys, read(text)));
  return each.some((found) => found.length === 0) ? [] : each.flat().map((what) => `${name}: ${what}`);
}
