// SPDX-License-Identifier: BSL-1.0
import type { Connector } from '@/api/connectors';

/** How most of them begin. */
export const beginning = 'https://';

/** As the server takes it: without what was copied around it. */
export const bare = (text: string) => text.trim().replace(/^<(.*)>$/, '$1');

/** `slack:https://…` is for a server of one's own: the network in front, the address behind. */
function parts(text: string): { network: string; address: string } {
  const named = /^([a-z][a-z0-9_-]*):(?=https?:\/\/)/i.exec(text);
  return named ? { network: (named[1] ?? '').toLowerCase(), address: text.slice(named[0].length) } : { network: '', address: text };
}

export function addressOf(text: string): URL | null {
  const { address } = parts(bare(text));
  return URL.canParse(address) ? new URL(address) : null;
}

/**
 * The network an address seems to be of, to say so while it is typed and to suggest a name. What it really is of, the
 * server's connectors know.
 */
export function guessConnector(text: string, connectors: Connector[]): Connector | undefined {
  const { network } = parts(bare(text));
  const address = addressOf(text);
  const short = address && !/^https?:$/.test(address.protocol) ? address.protocol.slice(0, -1) : '';
  const labels = address?.hostname.split('.') ?? [];
  return connectors.find(({ id }) => (network || short ? id === (network || short) : labels.some((label) => label.startsWith(id))));
}

/** "Slack", or "Slack 2" when there is one already. */
export function freeName(wanted: string, taken: string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `${wanted} ${number}`;
  return name;
}

export type Mistake =
  | 'no_url' | 'no_https' | 'slack_page' | 'slack_workflow' | 'slack_incomplete' | 'discord_page' | 'discord_invitation' | 'discord_incomplete';

const isOf = (host: string, ...sites: string[]) => sites.some((site) => host === site || host.endsWith(`.${site}`));

/** Which of the common mistakes an address is that the server refused: to say it in the user's language. */
export function mistakeIn(text: string): Mistake | null {
  const address = addressOf(text);
  if (!address) return 'no_url';
  const { protocol, hostname: host, pathname: path } = address;
  const slack = isOf(host, 'slack.com', 'slack-gov.com');
  const discord = isOf(host, 'discord.com', 'discordapp.com');
  if (isOf(host, 'discord.gg') || (discord && path.startsWith('/invite'))) return 'discord_invitation';
  if ((slack || discord) && protocol !== 'https:') return 'no_https';
  if (slack && !host.startsWith('hooks.')) return 'slack_page';
  if (slack && /^\/(workflows|triggers)\b/.test(path)) return 'slack_workflow';
  if (slack) return 'slack_incomplete';
  if (discord && !/^\/api\/(v\d+\/)?webhooks\b/.test(path)) return 'discord_page';
  if (discord && path.split('/').filter(Boolean).length < 4) return 'discord_incomplete';
  return null;
}
