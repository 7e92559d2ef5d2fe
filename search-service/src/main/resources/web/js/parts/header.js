import { h, icon } from '../lib/dom.js';
import { api } from '../api.js';
import { basket } from '../basket.js';
import { shopper } from '../shopper.js';
import { openProfile } from './profile.js';
import { searchBox } from './search-box.js';

/** The head of every page: home, search, who is shopping, the basket, and the categories. */
export function header() {
  return h('header.head', {},
    h('div.head-row', {}, logo(), searchBox(), h('div.head-actions', {}, person(), basketLink())),
    categoryRow());
}

function logo() {
  return h('a.logo', { href: '#/' },
    h('img', { src: '/img/limpet.svg', alt: '', width: 44, height: 44 }),
    h('span', {}, h('b', {}, 'Tidepool'), ' ', h('i', {}, 'Gifts')), h('span.visually-hidden', {}, ', home'));
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
      const here = link.getAttribute('href') === location.hash.split('?')[0];
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
