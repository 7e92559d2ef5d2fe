import { h } from '../lib/dom.js';
import { counted, count } from '../lib/format.js';
import { api, quoted } from '../api.js';
import { shopper } from '../shopper.js';
import { liveShelf } from '../parts/live-shelf.js';
import { message } from '../parts/message.js';
import { shelf } from '../parts/shelf.js';
import { listing } from './listing.js';

export async function searchPage(query) {
  const { answer, element } = await listing({ query }, 'search');
  const results = h('div', {}, element);
  const total = h('p.muted', { role: 'status' }, counted(answer.total, 'item'));
  return {
    title: `Search: ${query}`,
    element: h('div', {},
      h('div.page-head', {}, h('h1', {}, '“', query, '”'), total),
      answer.total > 0 ? h('div', {}, facets(query, answer, results, total), results) : nothing(query),
      liveShelf),
  };
}

/** Buttons that narrow the results to one category, and widen them again. */
function facets(query, answer, results, total) {
  const found = (answer.categories ?? []).filter((category) => category.count > 0).slice(0, 10);
  if (found.length < 2) {
    return null;
  }
  const buttons = [];
  const narrow = (category) => async (click) => {
    buttons.forEach((button) => button.setAttribute('aria-pressed', String(button === click.currentTarget)));
    const narrowed = await listing(category ? { query, filter: `category = ${quoted(category)}` } : { query }, 'search');
    results.replaceChildren(narrowed.element);
    total.textContent = counted(narrowed.answer.total, 'item');
  };
  const button = (label, size, category) => h('button.chip', { type: 'button', 'aria-pressed': String(!category), onclick: narrow(category) },
    label, h('span.muted', {}, count(size)));
  buttons.push(button('All', answer.total, null), ...found.map((one) => button(one.name, one.count, one.name)));
  return h('div.chips', { role: 'group', 'aria-label': 'Narrow to a category' }, buttons);
}

function nothing(query) {
  return h('div', {},
    message('Nothing found', `No item matches “${query}”. Try fewer or other words, “mug” or “lantern” for instance.`,
      h('a.button', { href: '#/search/mug' }, 'Search mugs'), h('a.button.quiet', { href: '#/' }, 'Go to the shop')),
    shelf({ title: 'Trending', name: 'trending', load: () => api.recommendations({ ...shopper.ids(), surface: 'trending', limit: 12 }) }));
}
