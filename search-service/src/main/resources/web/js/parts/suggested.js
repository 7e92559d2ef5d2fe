/** What suggestions of visitors and items look like, and where they come from. */
import { h } from '../lib/dom.js';
import { counted, price } from '../lib/format.js';
import { remember } from '../lib/lookup.js';
import { api } from '../api.js';
import { itemOf } from './card.js';
import { picture } from './picture.js';

/** Visitors whose id begins with what was typed, those with most events first. */
export async function visitorsLike(text) {
  const { users } = await api.users({ prefix: text, limit: 8 });
  return [{
    name: 'Visitors',
    options: users.map((user) => ({
      visitor: user.user_id,
      element: h('span.suggestion-line', {}, h('b', {}, user.user_id), h('span.muted', {}, counted(user.events, 'event'))),
    })),
  }];
}

/** Items that have the words, or the id, that was typed. */
export async function itemsLike(text, signal) {
  const { items } = await api.search({ query: text, limit: 8 }, signal);
  const found = items.map(itemOf);
  remember(found);
  return [{ name: 'Items', options: found.map((item) => ({ item, element: itemLine(item) })) }];
}

/** An item in one line, with its id for those who know items by it. */
export function itemLine(item, { id = true } = {}) {
  return h('span.suggestion-line', {},
    picture(item), h('span.suggestion-words', {}, h('b', {}, item.title ?? item.item_id), id ? h('span.muted', {}, item.item_id) : null),
    h('span.muted', {}, price(item.price, item.currency)));
}
