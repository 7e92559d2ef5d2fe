import { h, icon } from '../lib/dom.js';
import { price } from '../lib/format.js';
import { api, ApiError } from '../api.js';
import { basket } from '../basket.js';
import { track } from '../tracking.js';
import { placeOrder } from './order.js';
import { liveShelf } from '../parts/live-shelf.js';
import { message } from '../parts/message.js';
import { picture } from '../parts/picture.js';
import { shelf } from '../parts/shelf.js';
import { notify } from '../parts/toast.js';

const FEW = 10;

export async function productPage(itemId) {
  let item;
  try {
    item = { categories: [], ...await api.item(itemId) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return { title: 'Not found', element: gone() };
    }
    throw error;
  }
  track.viewed(item);
  const title = item.title ?? item.item_id;
  return {
    title,
    element: h('div', {},
      crumbs(item),
      h('article.product', { 'data-item': item.item_id },
        h('div.product-picture', {}, picture(item, { eager: true })),
        details(item, title)),
      liveShelf,
      shelf({ title: 'Similar items', name: 'similar', note: `Close to ${title}.`, load: () => api.similar(itemId, 12) })),
  };
}

function details(item, title) {
  const available = item.stock === null || item.stock === undefined || item.stock > 0;
  const add = () => {
    basket.add(item);
    notify(`${title} is in your basket.`, { href: '#/basket', label: 'See the basket' });
  };
  const like = (click) => {
    click.currentTarget.setAttribute('aria-pressed', 'true');
    click.currentTarget.disabled = true;
    track.wish(item);
    notify(`Noted: you like ${title}.`);
  };
  return h('div.product-details', {},
    h('h1', {}, title),
    h('p.product-price', {}, price(item.price, item.currency)),
    h('p.product-stock', {}, stock(item, available)),
    item.description && item.description !== item.title ? h('p', {}, item.description) : null,
    h('div.product-actions', {},
      h('button.button', { type: 'button', id: 'add-to-cart', disabled: !available, onclick: add }, icon('basket', 18), 'Add to basket'),
      h('button.button.quiet', { type: 'button', id: 'buy', disabled: !available, onclick: () => placeOrder([[item, 1]]) }, 'Buy now'),
      h('button.round.like', { type: 'button', 'aria-pressed': 'false', 'aria-label': `I like ${title}`, title: 'I like it', onclick: like }, icon('heart'))),
    h('ul.chips', { 'aria-label': 'Categories' }, item.categories.map((name) => h('li', {}, h('a.chip', { href: `#/category/${encodeURIComponent(name)}` }, name)))),
    h('dl.facts', {},
      fact('Article', item.item_id),
      item.brand ? fact('Brand', item.brand) : null,
      item.attributes?.length ? fact('Details', item.attributes.map((one) => one.replace('=', ': ')).join(', ')) : null));
}

function stock(item, available) {
  if (!available) return 'Sold out';
  return item.stock > 0 && item.stock < FEW ? `Only ${item.stock} left` : 'In stock';
}

function crumbs(item) {
  const first = item.categories[0];
  return h('nav.crumbs', { 'aria-label': 'Where you are' },
    h('a', { href: '#/' }, 'Shop'), first ? h('a', { href: `#/category/${encodeURIComponent(first)}` }, first) : null);
}

function fact(name, value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}

function gone() {
  return message('This item is gone', 'It is not in the catalogue, or not any more.',
    h('a.button', { href: '#/' }, 'Go to the shop'));
}
