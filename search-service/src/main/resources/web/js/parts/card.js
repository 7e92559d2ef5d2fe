import { h, icon } from '../lib/dom.js';
import { price } from '../lib/format.js';
import { basket } from '../basket.js';
import { track } from '../tracking.js';
import { picture } from './picture.js';
import { notify } from './toast.js';

/**
 * One item as a card. `place` is where it stands, `{ recommendationId, index }`, and goes with every
 * event that the card causes; `onHide`, if given, adds a button to say "not for me".
 *
 * Gives back `{ element, item, update({ why, place }) }`: a shelf that changes keeps its cards.
 */
export function createCard(item, { why, place = null, onHide = null }) {
  const title = item.title ?? item.item_id;
  const reason = h('p.card-why', {});
  let from = place;

  const open = (click) => {
    if (!click.metaKey && !click.ctrlKey && !click.shiftKey) {
      track.open(item, from, click.timeStamp);
    }
  };
  const add = () => {
    basket.add(item, from);
    notify(`${title} is in your basket.`, { href: '#/basket', label: 'See the basket' });
  };
  const hide = () => {
    track.notInterested(item, from);
    onHide(item);
  };

  const available = item.stock === null || item.stock === undefined || item.stock > 0;
  const element = h('li.card', { 'data-item': item.item_id },
    h('a.card-link', { href: `#/item/${encodeURIComponent(item.item_id)}`, onclick: open },
      h('span.card-picture', {}, picture(item), available ? null : h('span.card-flag.sold-out', {}, 'Sold out')),
      h('span.card-title', {}, title)),
    reason,
    h('div.card-foot', {},
      h('span.card-price', {}, price(item.price, item.currency)),
      available
        ? h('button.round', { type: 'button', 'aria-label': `Add ${title} to the basket`, title: 'Add to basket', onclick: add }, icon('plus'))
        : null),
    onHide
      ? h('button.card-hide', { type: 'button', 'aria-label': `Not interested in ${title}`, title: 'Not interested', onclick: hide }, icon('hide', 17))
      : null);

  const update = (next) => {
    from = next.place ?? from;
    reason.textContent = next.why ?? '';
    reason.hidden = !next.why;
  };
  update({ why });
  return { element, item, update };
}

/** The shape of a card while it is loaded. */
export function skeletonCards(number) {
  return Array.from({ length: number }, () =>
    h('li.card.skeleton', { 'aria-hidden': 'true' },
      h('span.card-picture', {}), h('span.bone', {}), h('span.bone.short', {})));
}

/** An answer's entry as the item that cards take. */
export const itemOf = (entry) => ({ ...entry.item, item_id: entry.item_id });
