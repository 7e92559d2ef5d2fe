/** What search and categories share: a grid of found items that grows on demand. */
import { h } from '../lib/dom.js';
import { api } from '../api.js';
import { shopper } from '../shopper.js';
import { track } from '../tracking.js';
import { createCard, itemOf } from '../parts/card.js';
import { notify } from '../parts/toast.js';
import { onceSeen } from '../parts/seen.js';

const PAGE = 24;

/** Asks for the first items; gives back the answer and an element that shows it. */
export async function listing(request, name) {
  const ask = (offset) => api.search({ ...shopper.ids(), ...request, limit: PAGE, offset });
  const first = await ask(0);
  const grid = h('ul.grid', { 'aria-label': 'Items' });
  const more = h('button.button.quiet', { type: 'button', onclick: showMore }, 'Show more');
  let shown = 0;

  function add({ total, items }) {
    const start = shown;
    shown += items.length;
    const cards = items.map((entry, i) => createCard(itemOf(entry), { place: { index: start + i } }).element);
    grid.append(...cards);
    more.hidden = shown >= total || items.length === 0;
    if (cards.length) {
      onceSeen(cards[0], () => track.shown(items.map(itemOf), undefined, name));
    }
  }

  async function showMore() {
    more.disabled = true;
    try {
      add(await ask(shown));
    } catch (error) {
      notify(error.message);
    }
    more.disabled = false;
  }

  add(first);
  return { answer: first, element: h('div', {}, grid, h('div.more', {}, more)) };
}
