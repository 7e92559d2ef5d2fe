import { h, icon } from '../lib/dom.js';
import { counted, price } from '../lib/format.js';
import { api } from '../api.js';
import { basket } from '../basket.js';
import { shopper } from '../shopper.js';
import { liveShelf } from '../parts/live-shelf.js';
import { message } from '../parts/message.js';
import { picture } from '../parts/picture.js';
import { shelf } from '../parts/shelf.js';
import { checkOut } from './order.js';

export function basketPage() {
  const content = h('div.basket', {});
  const show = () => {
    if (!content.isConnected && content.childElementCount > 0) {
      stop();
      return;
    }
    content.replaceChildren(...(basket.lines().length ? filled() : [empty()]));
  };
  const stop = basket.subscribe(show);
  show();
  return { title: 'Basket', element: h('div', {}, h('div.page-head', {}, h('h1', {}, 'Your basket')), content, goesWith(), liveShelf) };
}

function empty() {
  return message('Your basket is empty', 'Everything on a card with a plus can go in here.', h('a.button', { href: '#/' }, 'Go to the shop'));
}

function filled() {
  return [
    h('ul.basket-lines', {}, basket.lines().map(line)),
    h('aside.basket-sum', { 'aria-label': 'Summary' },
      h('p', {}, h('span', {}, counted(basket.size(), 'item')), h('span', {}, price(basket.total()))),
      h('p', {}, h('span', {}, 'Postage'), h('span', {}, 'free, by the tide')),
      h('p.order-total', {}, h('span', {}, 'In all'), h('b', {}, price(basket.total()))),
      h('button.button.wide', { type: 'button', id: 'checkout', onclick: checkOut }, 'Buy'),
      h('p.muted', {}, 'A demonstration: nothing is charged.')),
  ];
}

function line({ item, quantity }) {
  const title = item.title ?? item.item_id;
  const step = (by, label, name) => h('button.round', { type: 'button', 'aria-label': `${label} of ${title}`, onclick: () => basket.change(item.item_id, quantity + by) }, name);
  return h('li', { 'data-item': item.item_id },
    h('a', { href: `#/item/${encodeURIComponent(item.item_id)}` }, picture(item)),
    h('div', {}, h('a.basket-title', { href: `#/item/${encodeURIComponent(item.item_id)}` }, title), h('span.muted', {}, `${price(item.price, item.currency)} each`)),
    h('div.quantity', {}, step(-1, 'One less', '−'), h('output', {}, quantity), step(1, 'One more', '+')),
    h('b.basket-price', {}, price((item.price ?? 0) * quantity, item.currency)),
    h('button.basket-remove', { type: 'button', 'aria-label': `Remove ${title}`, onclick: () => basket.change(item.item_id, 0) }, icon('close', 18)));
}

/** What goes with the thing put in last. */
function goesWith() {
  const last = basket.lines().at(-1);
  return last ? shelf({
    title: 'Before you go',
    name: 'cart',
    note: 'Goes well with what is in your basket.',
    load: () => api.recommendations({ ...shopper.ids(), surface: 'cart', item_id: last.item.item_id, limit: 12 }),
  }) : null;
}
