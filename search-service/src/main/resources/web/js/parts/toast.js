import { h } from '../lib/dom.js';

const SHOWN_MILLIS = 4500;

const words = h('div', { role: 'status', 'aria-live': 'polite' });

/** Where short messages stand: at the foot of the window, one above the other. */
export const toasts = h('div.toasts', {}, words);
document.body.append(toasts);

/** Tells the shopper something for a few seconds, with a link if given. */
export function notify(text, link = null) {
  const toast = h('div.toast', {}, h('span', {}, text), link ? h('a', { href: link.href }, link.label) : null);
  words.replaceChildren(toast);
  setTimeout(() => toast.remove(), SHOWN_MILLIS);
}
