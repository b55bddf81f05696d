// SPDX-License-Identifier: BSL-1.0

import { follow } from './live.js';
import { panes } from './view.js';

const byId = (id) => document.getElementById(id);

const counts = { slack: 0, discord: 0 };
let unseen = 0;

const shown = panes((network, count) => {
  counts[network] = count;
  for (const node of document.querySelectorAll(`[data-count="${network}"]`)) node.textContent = String(count);
  byId('clear').disabled = counts.slack + counts.discord === 0;
});

function showUnseen() {
  document.title = unseen ? `(${unseen}) multipost sandbox` : 'multipost sandbox';
}

const states = { live: 'Live', connecting: 'Reconnecting…', offline: 'The sandbox is not running' };

follow({
  state: (name) => {
    byId('status').dataset.state = name;
    byId('status-text').textContent = states[name];
  },
  reset: () => shown.clear(),
  message: (message, fresh) => {
    shown.put(message, fresh);
    if (fresh && document.hidden) ++unseen;
    showUnseen();
  },
});

document.addEventListener('visibilitychange', () => {
  unseen = 0;
  showUnseen();
});

byId('clear').addEventListener('click', () => fetch('/ledger', { method: 'DELETE' }));

byId('faults-example').textContent = `${location.origin}/services/T1/B1/x-fault.reset-after`;
byId('faults-open').addEventListener('click', () => byId('faults').showModal());
byId('faults').addEventListener('click', (event) => event.target === byId('faults') && byId('faults').close());

for (const tab of document.querySelectorAll('.tabs button')) {
  tab.addEventListener('click', () => {
    document.querySelector('.panes').dataset.shown = tab.dataset.shows;
    for (const one of document.querySelectorAll('.tabs button')) one.setAttribute('aria-pressed', String(one === tab));
    shown.toEnd(tab.dataset.shows);
  });
}
