/** Found items with the facets that narrow them, page by page; what search and categories share. */
import { h } from '../lib/dom.js';
import { count, counted } from '../lib/format.js';
import { parameters, remember } from '../lib/address.js';
import { api } from '../api.js';
import { shopper } from '../shopper.js';
import { track } from '../tracking.js';
import { createCard, itemOf } from './card.js';
import { chosenChips, chosenOf, facetLists, filterOf } from './facets.js';
import { failure, message } from './message.js';
import { onceSeen } from './seen.js';
import { notify } from './toast.js';

const PAGE = 24;
const TALL = matchMedia('(min-width: 901px)');

/**
 * Asks for the first items. `path` is the page's address, which keeps what is chosen; `query` and
 * `fixed`, a filter, hold whatever is chosen; `hidden` are facets that the page itself decides; `name`
 * is the list's in events. Gives back the first answer, an element, and one that says how many.
 */
export async function results({ path, query = '', fixed = null, hidden = [], name }) {
  const total = h('p.muted', { role: 'status' });
  const side = h('aside.facets', { 'aria-label': 'Narrow' });
  const list = h('div.found', {});
  let chosen = parameters();
  let turn = 0;

  const ask = (besides, limit, offset = 0) => api.search({
    ...shopper.ids(), query, filter: filterOf(chosen, fixed, besides), limit, offset,
  });

  async function load() {
    const mine = ++turn;
    const set = chosenOf(chosen);
    const [answer, ...others] = await Promise.all([ask(null, PAGE), ...set.map((facet) => ask(facet, 1))]);
    if (mine === turn) {
      const answers = { category: answer, brand: answer, price: answer, ...Object.fromEntries(set.map((facet, i) => [facet, others[i]])) };
      show(answer, answers);
    }
    return answer;
  }

  async function change(values) {
    chosen = { ...chosen, ...values };
    remember(path, chosen);
    total.textContent = 'Looking …';
    try {
      await load();
    } catch (error) {
      total.textContent = '';
      list.replaceChildren(failure(error, () => change(values)));
    }
  }

  function show(answer, answers) {
    const focused = document.activeElement?.dataset?.facet;
    const wasInChips = list.querySelector('.chosen')?.contains(document.activeElement);
    total.textContent = counted(answer.total, 'item');
    const lists = facetLists(chosen, answers, change, { hidden });
    const number = chosenOf(chosen).length;
    side.hidden = lists.length === 0;
    const open = side.querySelector('details.narrow')?.open ?? TALL.matches;
    side.replaceChildren(h('details.narrow', { open }, h('summary', {}, number ? `Narrow (${number})` : 'Narrow'), lists));
    list.replaceChildren(...[chosenChips(chosen, change, { hidden }), answer.total ? pages(answer) : none()].filter(Boolean));
    if (focused) {
      [...side.querySelectorAll('[data-facet]')].find((one) => one.dataset.facet === focused)?.focus();
    } else if (wasInChips) {
      (list.querySelector('.chosen button') ?? side.querySelector('summary'))?.focus();
    }
  }

  const none = () => message('Nothing is left', 'No item has all of that at once.',
    h('button.button', { type: 'button', onclick: () => change(Object.fromEntries(chosenOf(chosen).map((facet) => [facet, null]))) }, 'Take the limits away'));

  /** A grid that grows on demand. */
  function pages(first) {
    const grid = h('ul.grid', { 'aria-label': 'Items' });
    const said = h('p.muted', { role: 'status' });
    const more = h('button.button.quiet', { type: 'button', onclick: showMore }, 'Show more');
    let shown = 0;

    function add({ total: all, items }) {
      const start = shown;
      shown += items.length;
      const cards = items.map((entry, i) => createCard(itemOf(entry), { place: { index: start + i } }).element);
      grid.append(...cards);
      more.hidden = shown >= all || items.length === 0;
      said.textContent = all > PAGE ? `${count(shown)} of ${count(all)} shown` : '';
      if (cards.length) {
        onceSeen(cards[0], () => track.shown(items.map(itemOf), undefined, name));
      }
      return cards;
    }

    async function showMore() {
      more.disabled = true;
      try {
        const cards = add(await ask(null, PAGE, shown));
        more.disabled = false;
        if (more.hidden) {
          cards[0]?.querySelector('a').focus();
        } else {
          more.focus();
        }
      } catch (error) {
        notify(error.message);
        more.disabled = false;
      }
    }

    add(first);
    return h('div', {}, grid, h('div.more', {}, more, said));
  }

  const answer = await load();
  return { answer, total, element: h('div.results', {}, side, list) };
}
