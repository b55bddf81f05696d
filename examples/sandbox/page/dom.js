// SPDX-License-Identifier: BSL-1.0

/** Makes an element. What a message says only ever becomes text, never markup. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== ''));
  return node;
}

/** Makes a link, or plain text when the address is not one that a reader may safely follow. */
export function link(href, ...label) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return element('span', {}, ...label);
  }
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return element('span', {}, ...label);
  return element('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank' }, ...label);
}

/**
 * Turns a text into nodes by rules {pattern: sticky RegExp, make: (match) => node | nodes | undefined}: at each place the
 * first rule that matches and makes something wins; what no rule takes is handed to `plain`.
 */
export function inline(text, rules, plain = (part) => part) {
  const nodes = [];
  let taken = 0;
  let at = 0;
  while (at < text.length) {
    let made;
    let length = 1;
    for (const rule of rules) {
      rule.pattern.lastIndex = at;
      const match = rule.pattern.exec(text);
      if (!match || (rule.unless && rule.unless(text, at, match))) continue;
      made = rule.make(match);
      if (made === undefined) continue;
      length = match[0].length;
      break;
    }
    if (made !== undefined) {
      if (taken < at) nodes.push(plain(text.slice(taken, at)));
      nodes.push(...[made].flat());
      taken = at + length;
    }
    at += length;
  }
  if (taken < text.length) nodes.push(plain(text.slice(taken)));
  return nodes;
}
