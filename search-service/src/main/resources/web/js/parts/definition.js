/**
 * What a figure means: shown beside it when the pointer rests on it or the keyboard comes to it, and
 * read out as its description. Escape puts it away (WCAG 2.2, 1.4.13).
 */
import { h } from '../lib/dom.js';
import { newId } from '../lib/ids.js';

const GAP = 8;

const tip = h('div.tip', { 'aria-hidden': 'true', hidden: true });
document.body.append(tip);
let shown = null;

/** A name with its definition; just the name where there is none. */
export function defined(name, text) {
  if (!text) {
    return h('span', {}, name);
  }
  const id = `def-${newId()}`;
  return h('span.defined', {},
    h('button.definition', { type: 'button', 'aria-describedby': id, 'data-definition': text }, name),
    h('span', { id, hidden: true }, text));
}

function show(button) {
  shown = button;
  tip.textContent = button.dataset.definition;
  tip.hidden = false;
  const at = button.getBoundingClientRect();
  const room = document.documentElement.clientWidth - tip.offsetWidth - GAP;
  tip.style.left = `${Math.max(GAP, Math.min(at.left, room))}px`;
  const below = at.bottom + GAP;
  tip.style.top = `${below + tip.offsetHeight > innerHeight ? at.top - GAP - tip.offsetHeight : below}px`;
}

function hide() {
  shown = null;
  tip.hidden = true;
}

const buttonOf = (event) => event.target.closest?.('[data-definition]');

document.addEventListener('mouseover', (event) => {
  const button = buttonOf(event);
  if (button && button !== shown) {
    show(button);
  } else if (!button && shown && shown !== document.activeElement && !tip.contains(event.target)) {
    hide();
  }
});
document.addEventListener('focusin', (event) => (buttonOf(event) ? show(buttonOf(event)) : hide()));
document.addEventListener('focusout', hide);
document.addEventListener('click', (event) => buttonOf(event) && show(buttonOf(event)));
document.addEventListener('keydown', (key) => key.key === 'Escape' && hide());
addEventListener('scroll', () => shown && hide(), { passive: true, capture: true });
addEventListener('hashchange', hide);
