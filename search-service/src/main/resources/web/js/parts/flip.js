import { prefersStillness } from '../lib/dom.js';

const MOVE = { duration: 420, easing: 'cubic-bezier(.2, .8, .2, 1)' };

/**
 * Changes the children of `list` to `next` and lets them glide from where they were (FLIP): those
 * that stay move, new ones grow in, and those that leave fade where they stood.
 */
export function glide(list, next) {
  const before = new Map([...list.children].map((child) => [child, child.getBoundingClientRect()]));
  const frame = list.getBoundingClientRect();
  const staying = new Set(next);
  list.replaceChildren(...next);
  if (prefersStillness()) {
    return;
  }
  for (const child of next) {
    const from = before.get(child);
    const to = child.getBoundingClientRect();
    if (!from) {
      child.animate([{ opacity: 0, transform: 'scale(.86)' }, { opacity: 1, transform: 'none' }], MOVE);
    } else if (from.left !== to.left || from.top !== to.top) {
      child.animate(
        [{ transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)` }, { transform: 'none' }], MOVE);
    }
  }
  for (const [child, from] of before) {
    if (!staying.has(child) && from.width > 0) {
      fadeAway(child, from, frame, list);
    }
  }
}

/** Shows a copy of what left, above the list and out of everybody's way, until it has faded. */
function fadeAway(child, from, frame, list) {
  const ghost = child.cloneNode(true);
  ghost.classList.add('leaving');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.inert = true;
  Object.assign(ghost.style, {
    position: 'absolute',
    margin: 0,
    left: `${from.left - frame.left + list.scrollLeft}px`,
    top: `${from.top - frame.top}px`,
    width: `${from.width}px`,
    height: `${from.height}px`,
  });
  list.append(ghost);
  ghost.animate([{ opacity: 0.9 }, { opacity: 0, transform: 'scale(.9)' }], { ...MOVE, duration: 520, fill: 'forwards' })
    .finished.then(() => ghost.remove(), () => ghost.remove());
}
