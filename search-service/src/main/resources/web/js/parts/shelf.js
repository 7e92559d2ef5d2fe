import { h, icon } from '../lib/dom.js';
import { track } from '../tracking.js';
import { createCard, itemOf, skeletonCards } from './card.js';
import { onceSeen } from './seen.js';

/**
 * A row of items under a heading. `load()` gives an answer with `items`; a shelf without any, or
 * whose call failed, takes itself off the page: a shop is whole without it.
 */
export function shelf({ title, name, note = null, load, count = 12 }) {
  const list = h('ul.row', { 'aria-label': title }, skeletonCards(6));
  const section = h('section.shelf', { 'data-shelf': name },
    h('div.shelf-head', {}, h('div', {}, h('h2', {}, title), note ? h('p.shelf-note', {}, note) : null), arrows(list)),
    list);

  load().then((answer) => {
    const items = answer.items.slice(0, count);
    if (items.length === 0) {
      section.remove();
      return;
    }
    const recommendationId = answer.recommendation_id;
    list.replaceChildren(...items.map((entry, index) =>
      createCard(itemOf(entry), { why: entry.why?.text, place: { recommendationId, index } }).element));
    onceSeen(section, () => track.shown(items.map(itemOf), recommendationId, name));
  }).catch(() => section.remove());
  return section;
}

/** Buttons that move a row by most of its width; a finger or the arrow keys do as well. */
export function arrows(list) {
  const move = (direction) => () => list.scrollBy({ left: direction * list.clientWidth * 0.85, behavior: 'smooth' });
  return h('div.arrows', {},
    h('button.round', { type: 'button', 'aria-label': 'Earlier items', onclick: move(-1) }, icon('left')),
    h('button.round', { type: 'button', 'aria-label': 'Further items', onclick: move(1) }, icon('right')));
}
