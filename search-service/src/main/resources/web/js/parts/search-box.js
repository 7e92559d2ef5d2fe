/** The search box of the shop: suggests while somebody types. */
import { h, icon } from '../lib/dom.js';
import { count } from '../lib/format.js';
import { combobox } from '../lib/combobox.js';
import { addressOf } from '../lib/address.js';
import { api } from '../api.js';
import { track } from '../tracking.js';
import { itemLine } from './suggested.js';
import { itemOf } from './card.js';

const OFFERED = 5;

const searchAddress = (words) => `#/search/${encodeURIComponent(words)}`;

export function searchBox() {
  const input = h('input', {
    type: 'search', name: 'q', placeholder: 'Search mugs, lanterns, lunch bags …', 'aria-label': 'Search the shop', maxlength: 200,
  });
  const suggestions = combobox(input, { label: 'Suggestions', load: suggested, choose: ({ address, words }) => go(address, words) });

  function go(address, words = null) {
    if (words) {
      track.search(words);
    }
    input.blur();
    location.hash = address;
  }

  const submit = (event) => {
    event.preventDefault();
    const words = input.value.trim();
    suggestions.close();
    if (words) {
      go(searchAddress(words), words);
    }
  };
  const follow = () => {
    const match = location.hash.match(/^#\/search\/([^?]*)/);
    input.value = match ? decodeURIComponent(match[1]) : '';
  };
  addEventListener('hashchange', follow);
  follow();
  return h('form.search', { role: 'search', onsubmit: submit },
    input, h('button', { type: 'submit', 'aria-label': 'Search' }, icon('search')), suggestions);
}

async function suggested(text, signal) {
  const { queries, categories, brands, items } = await api.suggest(text, OFFERED, signal);
  const counted = (name, number) => h('span.suggestion-line', {}, h('span', {}, name), h('span.muted', {}, count(number)));
  return [
    { name: 'Searches', options: queries.map((words) => ({ words, address: searchAddress(words), element: h('span', {}, words) })) },
    { name: 'Categories', options: categories.map((one) => ({ address: `#/category/${encodeURIComponent(one.name)}`, element: counted(one.name, one.count) })) },
    { name: 'Brands', options: brands.map((one) => ({ address: addressOf('#/all', { brand: one.name }), element: counted(one.name, one.count) })) },
    { name: 'Items', options: items.map((entry) => ({ address: `#/item/${encodeURIComponent(entry.item_id)}`, element: itemLine(itemOf(entry), { id: false }) })) },
  ];
}
