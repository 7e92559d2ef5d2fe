import { h } from '../lib/dom.js';
import { api } from '../api.js';
import { shopper } from '../shopper.js';
import { liveShelf } from '../parts/live-shelf.js';
import { message } from '../parts/message.js';
import { results } from '../parts/results.js';
import { shelf } from '../parts/shelf.js';

const addressOf = (query) => `#/search/${encodeURIComponent(query)}`;

export async function searchPage(query) {
  const { answer, total, element } = await results({ path: addressOf(query), query, name: 'search' });
  const isEmpty = answer.total === 0 && !location.hash.includes('?');
  return {
    title: `Search: ${query}`,
    element: h('div', {},
      h('div.page-head', {}, h('h1', {}, '“', query, '”'), total),
      answer.did_you_mean ? corrected(query, answer.did_you_mean) : null,
      isEmpty ? nothing(query) : element,
      liveShelf),
  };
}

/** Everything, for a brand that was suggested. */
export async function allPage() {
  const { total, element } = await results({ path: '#/all', name: 'all' });
  return { title: 'Everything', element: h('div', {}, h('div.page-head', {}, h('h1', {}, 'Everything'), total), element, liveShelf) };
}

function corrected(query, instead) {
  return h('p.corrected', {}, `No item has “${query}”. Searched for `, h('a', { href: addressOf(instead) }, `“${instead}”`), ' instead.');
}

function nothing(query) {
  return h('div', {},
    message('Nothing found', `No item matches “${query}”. Try fewer or other words, “mug” or “lantern” for instance.`,
      h('a.button', { href: '#/search/mug' }, 'Search mugs'), h('a.button.quiet', { href: '#/' }, 'Go to the shop')),
    shelf({ title: 'Trending', name: 'trending', load: () => api.recommendations({ ...shopper.ids(), surface: 'trending', limit: 12 }) }));
}
