/** All that is picked for the shopper, page by page: one answer, continued by its cursor. */
import { h } from '../lib/dom.js';
import { api, ApiError } from '../api.js';
import { shopper } from '../shopper.js';
import { track } from '../tracking.js';
import { createCard, itemOf } from '../parts/card.js';
import { message } from '../parts/message.js';
import { notify } from '../parts/toast.js';
import { onceSeen } from '../parts/seen.js';

const PAGE = 20;
const GONE = 410;

export async function picksPage() {
  const request = { ...shopper.ids(), surface: 'home', limit: PAGE };
  const first = await api.recommendations(request);
  const grid = h('ul.grid', { 'aria-label': 'Picked for you' });
  const said = h('p.muted', { role: 'status' });
  const more = h('button.button.quiet', { type: 'button', onclick: showMore }, 'Show more');
  let cursor = null;

  function add(answer) {
    const start = grid.childElementCount;
    cursor = answer.next_cursor ?? null;
    const place = (index) => ({ recommendationId: answer.recommendation_id, index: start + index });
    const cards = answer.items.map((entry, i) => createCard(itemOf(entry), { why: entry.why?.text, place: place(i) }).element);
    grid.append(...cards);
    more.hidden = !cursor;
    said.textContent = `${grid.childElementCount} shown${cursor ? '' : ', that is all for now'}`;
    if (cards.length) {
      onceSeen(cards[0], () => track.shown(answer.items.map(itemOf), answer.recommendation_id, 'picks'));
    }
    return cards;
  }

  async function showMore() {
    more.disabled = true;
    try {
      const cards = add(await api.recommendations({ ...request, cursor }));
      (more.hidden ? cards[0]?.querySelector('a') : null)?.focus();
    } catch (error) {
      more.hidden = error instanceof ApiError && error.status === GONE;
      notify(more.hidden ? 'This list is too old to go on. Open the page again for a fresh one.' : error.message);
    }
    more.disabled = false;
  }

  add(first);
  return {
    title: 'Picked for you',
    element: h('div', {},
      h('div.page-head', {}, h('h1', {}, 'Picked for you'), said),
      first.items.length ? h('div', {}, grid, h('div.more', {}, more)) : message('Nothing to pick from', 'The shop has no items yet.', h('a.button', { href: '#/' }, 'Go to the shop'))),
  };
}
