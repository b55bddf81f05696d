// SPDX-License-Identifier: BSL-1.0

/**
 * Follows the server's events for as long as the page is open.
 *
 * Calls on.state('live' | 'connecting' | 'offline'), on.reset(), on.message(message, fresh): a message is fresh when it
 * came while the page was looking.
 */
export function follow(on) {
  let ready = false;
  let source;

  function open() {
    source = new EventSource('/events');
    source.addEventListener('open', () => on.state('live'));
    source.addEventListener('reset', () => {
      ready = false;
      on.reset();
    });
    source.addEventListener('message', (event) => on.message(JSON.parse(event.data), ready));
    source.addEventListener('ready', () => (ready = true));
    source.addEventListener('error', () => {
      const gaveUp = source.readyState === EventSource.CLOSED;
      on.state(gaveUp ? 'offline' : 'connecting');
      if (gaveUp) setTimeout(open, 3000);
    });
  }

  open();
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && open());
}
