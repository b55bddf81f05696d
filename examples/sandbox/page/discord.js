// SPDX-License-Identifier: BSL-1.0
// Discord's Markdown as its clients show it: support.discord.com/hc/en-us/articles/210298617

import { element, inline, link } from './dom.js';

/** Renders for one message, because whether a mention pings depends on what its request allowed. */
function renderer(notified) {
  const pinged = (name) => notified.includes(name);
  const chip = (label, name) => element('span', { class: pinged(name) ? 'mention ping' : 'mention' }, label);

  const rules = [
    { pattern: /\\([^A-Za-z0-9\s])/y, make: (match) => match[1] },
    { pattern: /(`+)([\s\S]*?[^`])\1(?!`)/y, make: (match) => element('code', {}, match[2].trim()) },
    { pattern: /<@!?(\d+)>/y, make: (match) => chip(`@user-${match[1]}`, `user:${match[1]}`) },
    { pattern: /<@&(\d+)>/y, make: (match) => chip(`@role-${match[1]}`, `role:${match[1]}`) },
    { pattern: /<#(\d+)>/y, make: (match) => element('span', { class: 'mention' }, `#channel-${match[1]}`) },
    { pattern: /<a?:(\w+):\d+>/y, make: (match) => `:${match[1]}:` },
    {
      pattern: /<t:(-?\d{1,12})(?::[tTdDfFR])?>/y,
      make: (match) => element('span', { class: 'stamp' }, new Date(match[1] * 1000).toLocaleString()),
    },
    {
      pattern: /@(everyone|here)/y,
      make: (match) => (pinged(match[1]) ? chip(match[0], match[1]) : undefined),
    },
    { pattern: /<(https?:\/\/[^\s<>]+)>/y, make: (match) => link(match[1], match[1]) },
    {
      pattern: /\[([^\]\n]+)\]\(<?(https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\))?[^\s()<>]*)>?\)/y,
      make: (match) => link(match[2], nodes(match[1])),
    },
    { pattern: /https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"*_~`|]/y, make: (match) => link(match[0], match[0]) },
    { pattern: /\*\*([\s\S]+?)\*\*(?!\*)/y, make: (match) => element('strong', {}, nodes(match[1])) },
    { pattern: /__([\s\S]+?)__(?!_)/y, make: (match) => element('u', {}, nodes(match[1])) },
    { pattern: /~~([\s\S]+?)~~/y, make: (match) => element('s', {}, nodes(match[1])) },
    { pattern: /\|\|([\s\S]+?)\|\|/y, make: (match) => element('span', { class: 'spoiler', tabindex: '0' }, nodes(match[1])) },
    { pattern: /\*(?!\s)((?:\*\*|[^*])+?)(?<!\s)\*(?!\*)/y, make: (match) => element('em', {}, nodes(match[1])) },
    {
      pattern: /_((?:__|[^_])+?)_(?![\p{L}\p{N}_])/uy,
      unless: (text, at) => /[\p{L}\p{N}]/u.test(text[at - 1] ?? ''),
      make: (match) => element('em', {}, nodes(match[1])),
    },
  ];

  function nodes(text) {
    return inline(text, rules);
  }

  /** One line that is a block of its own, or nothing. */
  function blockLine(text) {
    const heading = text.match(/^(#{1,3}) +(.+)$/);
    if (heading) return element(`h${heading[1].length + 2}`, {}, nodes(heading[2]));
    const subtext = text.match(/^-# +(.+)$/);
    if (subtext) return element('p', { class: 'subtext' }, nodes(subtext[1]));
    const item = text.match(/^( *)([-*]|\d{1,9}\.) +(.+)$/);
    if (!item) return undefined;
    const depth = Math.min(Math.floor(item[1].length / 2), 9);
    const bullet = /\d/.test(item[2]) ? item[2] : ['•', '◦', '▪'][Math.min(depth, 2)];
    return element('div', { class: `item depth-${depth}` }, element('span', { class: 'bullet' }, bullet),
      element('span', {}, nodes(item[3])));
  }

  function blocks(text) {
    const out = [];
    let paragraph = [];
    const close = () => {
      if (paragraph.length) out.push(element('div', {}, nodes(paragraph.join('\n'))));
      paragraph = [];
    };
    const all = text.split('\n');
    for (let i = 0; i < all.length; ++i) {
      if (all[i].startsWith('>>> ')) {
        close();
        out.push(element('blockquote', {}, blocks([all[i].slice(4), ...all.slice(i + 1)].join('\n'))));
        return out;
      }
      if (all[i].startsWith('> ')) {
        close();
        const quoted = [];
        for (; i < all.length && all[i].startsWith('> '); ++i) quoted.push(all[i].slice(2));
        --i;
        out.push(element('blockquote', {}, blocks(quoted.join('\n'))));
        continue;
      }
      const one = blockLine(all[i]);
      if (one) {
        close();
        out.push(one);
      } else {
        paragraph.push(all[i]);
      }
    }
    close();
    return out;
  }

  return (text) =>
    text.split(/```(?:[\w+.-]*\n)?([\s\S]+?)\n?```\n?/).flatMap((part, index) => {
      if (index % 2) return [element('pre', {}, element('code', {}, part))];
      return part ? blocks(part.replace(/\n$/, '')) : [];
    });
}

function embed(it, markdown) {
  const box = element('div', { class: 'attachment' });
  if (it?.author?.name) box.append(element('p', { class: 'subtext' }, String(it.author.name)));
  if (it?.title) box.append(element('strong', {}, it.url ? link(String(it.url), String(it.title)) : String(it.title)));
  if (it?.description) box.append(element('div', {}, markdown(String(it.description))));
  for (const field of Array.isArray(it?.fields) ? it.fields : [])
    box.append(element('div', { class: 'field' }, element('strong', {}, String(field?.name ?? '')),
      element('div', {}, markdown(String(field?.value ?? '')))));
  if (it?.footer?.text) box.append(element('p', { class: 'subtext' }, String(it.footer.text)));
  return box;
}

/** The body of a message, as nodes. */
export function render(message) {
  const markdown = renderer(message.notified);
  const embeds = message.request?.embeds;
  return [
    ...markdown(message.text),
    // An embed may mention, but never pings.
    ...(Array.isArray(embeds) ? embeds.map((one) => embed(one, renderer([]))) : []),
  ];
}

export const author = (message) => String(message.request?.username ?? 'multipost');
