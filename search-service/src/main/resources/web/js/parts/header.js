import { h, icon } from '../lib/dom.js';
import { api } from '../api.js';
import { basket } from '../basket.js';
import { shopper } from '../shopper.js';
import { track } from '../tracking.js';
import { openProfile } from './profile.js';

/** The head of every page: home, search, who is shopping, the basket, and the categories. */
export function header() {
  return h('header.head', {},
    h('div.head-row', {}, logo(), searchBox(), h('div.head-actions', {}, person(), basketLink())),
    categoryRow());
}

function logo() {
  return h('a.logo', { href: '#/', 'aria-label': 'Tidepool Gifts, home' },
    h('img', { src: '/img/limpet.svg', alt: '', width: 44, height: 44 }),
    h('span', {}, h('b', {}, 'Tidepool'), h('i', {}, 'Gifts')));
}

function searchBox() {
  const input = h('input', {
    type: 'search', name: 'q', placeholder: 'Search mugs, lanterns, lunch bags …', 'aria-label': 'Search the shop', maxlength: 200, autocomplete: 'off',
  });
  const submit = (event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (words) {
      track.search(words);
      location.hash = `#/search/${encodeURIComponent(words)}`;
      input.blur();
    }
  };
  addEventListener('hashchange', () => {
    const match = location.hash.match(/^#\/search\/(.*)$/);
    input.value = match ? decodeURIComponent(match[1]) : '';
  });
  return h('form.search', { role: 'search', onsubmit: submit },
    input, h('button', { type: 'submit', 'aria-label': 'Search' }, icon('search')));
}

function person() {
  const name = h('span.head-label', {});
  const show = () => {
    const userId = shopper.userId();
    name.replaceChildren(...(userId ? [h('span.roomy', {}, 'Shopper '), userId] : [shopper.label()]));
  };
  shopper.subscribe(show);
  show();
  return h('button.head-action', { type: 'button', id: 'who', 'aria-haspopup': 'dialog', title: 'Who is shopping?', onclick: openProfile },
    icon('person', 22), name);
}

function basketLink() {
  const badge = h('span.badge', {});
  const words = h('span.visually-hidden', {});
  const show = () => {
    const size = basket.size();
    badge.textContent = size;
    badge.hidden = size === 0;
    words.textContent = `, ${size} inside`;
  };
  basket.subscribe(show);
  show();
  return h('a.head-action', { href: '#/basket', id: 'basket-link' }, icon('basket', 22), h('span.head-label', {}, 'Basket', words), badge);
}

function categoryRow() {
  const row = h('nav.categories', { 'aria-label': 'Categories' });
  const mark = () => {
    for (const link of row.children) {
      const here = link.getAttribute('href') === location.hash;
      link.toggleAttribute('aria-current', here);
    }
  };
  api.categories().then((categories) => {
    row.append(...categories.map(({ name }) => h('a', { href: `#/category/${encodeURIComponent(name)}` }, name)));
    mark();
  }, () => row.remove());
  addEventListener('hashchange', mark);
  return row;
}
