// SPDX-License-Identifier: BSL-1.0
// Slack's mrkdwn as its clients show it: docs.slack.dev/messaging/formatting-message-text

import { element, inline, link } from './dom.js';

const unescaped = (text) =>
  text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>' })[name]);

const ping = (name) => element('span', { class: 'mention ping' }, `@${name}`);

/** What stands between < and >: a link, a mention, a channel, a date. */
function reference(inside) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(inside.slice(bar + 1));
  if (/^!(channel|here|everyone)$/.test(target)) return ping(target.slice(1));
  if (target.startsWith('!subteam^')) return ping(label.replace(/^@/, '') || target.slice('!subteam^'.length));
  if (target.startsWith('!')) return label;
  if (target.startsWith('@')) return ping(label || target.slice(1));
  if (target.startsWith('#')) return element('span', { class: 'mention' }, `#${label || target.slice(1)}`);
  return link(unescaped(target), label || unescaped(target).replace(/^mailto:/, ''));
}

// A marker opens after a space or punctuation and closes before one, so that snake_case stays what it is.
// A soft hyphen is neither; a zero width space is.
const insideWord = (text, at, match) =>
  /[\p{L}\p{N}\u00AD]/u.test(text[at - 1] ?? '') || /[\p{L}\p{N}\u00AD]/u.test(text[at + match[0].length] ?? '');

const styled = (marker, name) => ({
  pattern: new RegExp(`${marker}([^\\s${marker}](?:[^${marker}\\n]*[^\\s${marker}])?)${marker}`, 'y'),
  unless: insideWord,
  make: (match) => element(name, {}, line(match[1])),
});

const rules = [
  { pattern: /`([^`\n]+)`/y, make: (match) => element('code', {}, unescaped(match[1])) },
  { pattern: /<([^<>\n]+)>/y, make: (match) => reference(match[1]) },
  {
    pattern: /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~`]/y,
    unless: (text, at) => /\w/.test(text[at - 1] ?? ''),
    make: (match) => link(unescaped(match[0]), unescaped(match[0])),
  },
  styled('\\*', 'strong'),
  styled('_', 'em'),
  styled('~', 's'),
];

function line(text) {
  return inline(text, rules, unescaped);
}

function lines(text) {
  const nodes = [];
  let quote;
  text.split('\n').forEach((one, index) => {
    const quoted = one.match(/^(?:&gt;|>) ?(.*)$/);
    if (quoted) {
      if (quote) quote.append(element('br'));
      else nodes.push((quote = element('blockquote')));
      quote.append(...line(quoted[1]));
      return;
    }
    if (index > 0 && !quote) nodes.push(element('br'));
    quote = undefined;
    nodes.push(...line(one));
  });
  return nodes;
}

export function mrkdwn(text) {
  const nodes = [];
  text.split(/```\n?([\s\S]+?)\n?```\n?/).forEach((part, index) => {
    if (index % 2) nodes.push(element('pre', {}, element('code', {}, unescaped(part))));
    else if (part) nodes.push(...lines(part));
  });
  return nodes;
}

const textOf = (object) =>
  object?.type === 'plain_text' ? [String(object.text ?? '')] : mrkdwn(String(object?.text ?? ''));

function block(it) {
  switch (it?.type) {
    case 'header':
      return element('h3', {}, textOf(it.text));
    case 'section':
      return element('div', { class: 'section' }, it.text ? element('div', {}, textOf(it.text)) : '',
        (it.fields ?? []).map((field) => element('div', { class: 'field' }, textOf(field))));
    case 'context':
      return element('p', { class: 'context' }, (it.elements ?? []).map((one) => element('span', {}, textOf(one))));
    case 'divider':
      return element('hr');
    default:
      return element('p', { class: 'context' }, `[${it?.type ?? 'block'}] ${it?.alt_text ?? ''}`);
  }
}

function attachment(it) {
  const box = element('div', { class: 'attachment' }, it?.pretext ? element('p', {}, mrkdwn(String(it.pretext))) : '',
    it?.title ? element('strong', {}, it.title_link ? link(String(it.title_link), String(it.title)) : String(it.title)) : '',
    element('div', {}, mrkdwn(String(it?.text ?? it?.fallback ?? ''))));
  return box;
}

// What "mrkdwn": false leaves of a text: its escapes.
const unformatted = (text) =>
  unescaped(text).split('\n').flatMap((one, index) => (index > 0 ? [element('br'), one] : [one]));

/** The body of a message, as nodes. */
export function render(message) {
  const { blocks, attachments, mrkdwn: formats } = message.request ?? {};
  const read = formats === false ? unformatted : mrkdwn;
  return [
    ...(Array.isArray(blocks) && blocks.length ? blocks.map(block) : [element('div', {}, read(message.text))]),
    ...(Array.isArray(attachments) ? attachments.map(attachment) : []),
  ];
}

export const author = () => 'multipost';
