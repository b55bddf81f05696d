// SPDX-License-Identifier: BSL-1.0
// The panes: one a network, newest message last, as in the networks' own clients.

import * as discord from './discord.js';
import { element } from './dom.js';
import * as slack from './slack.js';

const networks = { slack, discord };
const mostShown = 200;
const nearEnd = 60; // px from the bottom at which a reader follows what arrives

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

const pingedName = (name) => {
  const [kind, id] = name.split(':');
  return id === undefined ? `@${kind}` : `${kind} ${id}`;
};

function details(message) {
  const facts = [`id ${message.id}`];
  if (message.key !== null) facts.push(`idempotency key ${message.key}`);
  return element('details', {}, element('summary', {}, 'Request'),
    element('p', { class: 'facts' }, facts.join(' · ')),
    element('pre', {}, element('code', {}, JSON.stringify(message.request, null, 2))));
}

function row(message) {
  const network = networks[message.network];
  const name = network.author(message);
  const at = new Date(message.at);
  const head = element('header', {}, element('strong', { class: 'author' }, name),
    element('span', { class: 'badge' }, 'APP'),
    element('time', { datetime: message.at, title: dateTime.format(at) }, time.format(at)),
    element('span', { class: 'channel', title: 'The webhook it came through' }, message.channel));
  const body = element('div', { class: 'body' }, network.render(message));
  if (message.edited_at !== null) body.append(element('span', { class: 'edited' }, '(edited)'));
  const pings = message.notified.length
    ? element('p', { class: 'pings' }, `🔔 Pings ${message.notified.map(pingedName).join(', ')}`)
    : '';
  return element('li', { class: message.notified.length ? 'message pinging' : 'message' },
    element('span', { class: 'avatar', 'aria-hidden': 'true' }, [...name][0]?.toUpperCase() ?? '?'),
    element('article', {}, head, body, pings, details(message)));
}

const copyButton = (text) => {
  const button = element('button', { type: 'button', class: 'copy' }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select and copy it';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  return button;
};

const examples = {
  slack: { url: () => `slack:${location.origin}/services/T1/B1/x`, words: 'Slack messages appear here.' },
  discord: { url: () => `discord:${location.origin}/api/webhooks/1/y`, words: 'Discord messages appear here.' },
};

function emptyState(name) {
  const command = `multipost send 'Hello **world**' \\\n  -t ${examples[name].url()} \\\n  --allow-host ${location.host}`;
  return [
    element('div', { class: 'bubble', 'aria-hidden': 'true' }, element('i'), element('i'), element('i')),
    element('h3', {}, 'Nothing has arrived yet'),
    element('p', {}, `${examples[name].words} Send a first one from a terminal:`),
    element('div', { class: 'command' }, element('code', {}, command), copyButton(command)),
  ];
}

class Pane {
  constructor(name, root, onCount) {
    this.name = name;
    this.scroll = root.querySelector('.scroll');
    this.empty = root.querySelector('.empty');
    this.list = root.querySelector('.messages');
    this.jump = root.querySelector('.jump');
    this.onCount = onCount;
    this.rows = new Map();
    this.empty.append(...emptyState(name));
    this.jump.addEventListener('click', () => this.toEnd());
    this.scroll.addEventListener('scroll', () => {
      if (this.follows()) this.jump.hidden = true;
    });
    this.tell();
  }

  follows() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < nearEnd;
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.jump.hidden = true;
  }

  tell() {
    this.empty.hidden = this.rows.size > 0;
    this.onCount(this.name, this.rows.size);
  }

  /** Adds a message, or shows an edited one anew in its place. */
  put(message, fresh) {
    const key = `${message.channel} ${message.id}`;
    const followed = this.follows();
    const made = row(message);
    const known = this.rows.get(key);
    if (known) {
      known.replaceWith(made);
    } else {
      if (fresh) made.classList.add('fresh');
      this.list.append(made);
    }
    this.rows.set(key, made);
    while (this.rows.size > mostShown) {
      const [oldest, node] = this.rows.entries().next().value;
      node.remove();
      this.rows.delete(oldest);
    }
    this.tell();
    if (followed) this.toEnd();
    else if (!known) this.jump.hidden = false;
  }

  clear() {
    this.list.replaceChildren();
    this.rows.clear();
    this.jump.hidden = true;
    this.tell();
  }
}

/** Makes the panes; `onCount(network, count)` hears how many messages each shows. */
export function panes(onCount) {
  const all = {};
  for (const root of document.querySelectorAll('.pane'))
    all[root.dataset.network] = new Pane(root.dataset.network, root, onCount);
  return {
    put: (message, fresh) => all[message.network]?.put(message, fresh),
    clear: () => Object.values(all).forEach((pane) => pane.clear()),
    toEnd: (name) => all[name].toEnd(),
  };
}
