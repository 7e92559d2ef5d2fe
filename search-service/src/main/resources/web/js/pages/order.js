import { h } from '../lib/dom.js';
import { price } from '../lib/format.js';
import { basket } from '../basket.js';
import { track } from '../tracking.js';
import { liveShelf } from '../parts/live-shelf.js';
import { message } from '../parts/message.js';
import { picture } from '../parts/picture.js';
import { survey } from '../parts/survey.js';
import { notify } from '../parts/toast.js';

let order = null;

/** Buys these lines, `[item, quantity]`, and goes to the page that says so. */
export function placeOrder(lines) {
  order = { lines, given: false, survey: survey(lines.map(([item]) => item)) };
  track.purchase(lines);
  location.hash = '#/thanks';
}

/** Buys what is in the basket. */
export function checkOut() {
  const lines = basket.lines().map(({ item, quantity }) => [item, quantity]);
  basket.clear();
  placeOrder(lines);
}

export function orderPage() {
  if (!order) {
    return {
      title: 'Orders',
      element: message('No order yet', 'What you buy is shown here until the page is closed.', h('a.button', { href: '#/' }, 'Go to the shop')),
    };
  }
  const total = order.lines.reduce((sum, [item, quantity]) => sum + (item.price ?? 0) * quantity, 0);
  return {
    title: 'Thank you',
    element: h('div', {},
      h('section.order', {},
        h('h1', {}, 'Thank you!'),
        h('p', {}, 'Nothing will be sent and nothing will be charged: this is a demonstration. Limpet knows now what you bought, and picks accordingly.'),
        h('ul.order-lines', {}, order.lines.map(([item, quantity]) => h('li', {},
          picture(item), h('span', {}, item.title ?? item.item_id), h('span.muted', {}, `${quantity} ×`), h('span', {}, price(item.price, item.currency))))),
        h('p.order-total', {}, h('span', {}, 'In all'), h('b', {}, price(total))),
        h('div.message-actions', {}, h('a.button', { href: '#/' }, 'Go on shopping'), refundButton())),
      order.survey,
      liveShelf),
  };
}

function refundButton() {
  return h('button.button.quiet', {
    type: 'button',
    disabled: order.given,
    onclick: (click) => {
      order.given = true;
      click.currentTarget.disabled = true;
      track.refund(order.lines);
      notify('Given back. It no longer counts as bought.');
    },
  }, 'Give it back');
}
