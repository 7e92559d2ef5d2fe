import { h } from '../lib/dom.js';

/** A calm panel for when there is nothing to show: what happened, and what to do about it. */
export function message(heading, text, ...actions) {
  return h('div.message', {},
    limpet(), h('h2', {}, heading), h('p', {}, text), h('div.message-actions', {}, actions));
}

/** The same for a failed call, with a button that tries again. */
export function failure(error, again) {
  return message('That did not work', error.message,
    h('button.button', { type: 'button', onclick: again }, 'Try again'));
}

function limpet() {
  return h('img', { src: '/img/limpet.svg', alt: '', width: 84, height: 84 });
}
