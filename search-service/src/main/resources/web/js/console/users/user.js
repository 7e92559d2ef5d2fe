/** Everything that is known of one visitor. */
import { h } from '../../lib/dom.js';
import { addressOf } from '../../lib/address.js';
import { api, ApiError } from '../../api.js';
import { message } from '../../parts/message.js';
import { confirmed } from '../confirm.js';
import { visitorPanel } from '../inspector/visitor.js';
import { behaviourPanels } from './behaviour.js';
import { predictionsPanel } from './predictions.js';

/** Where nothing is known, why. */
const orNothing = (promise) => promise.catch((error) => {
  if (error instanceof ApiError && error.status === 404) {
    return { nothing: error.message };
  }
  throw error;
});

export async function userPage(visitor) {
  const [user, features] = await Promise.all([orNothing(api.user(visitor)), orNothing(api.userFeatures(visitor))]);
  const title = h('div.page-title', {}, h('h1', {}, visitor), h('a', { href: '#/users' }, 'All visitors'));
  if (!user.known && !features.known) {
    return { title: visitor, element: h('div', {}, title, message('Nothing is known of this visitor',
      user.nothing ?? 'No event of this id has come, or what was known has been erased.', h('a.button', { href: '#/users' }, 'To the visitors'))) };
  }
  const predictions = h('section.panel', { id: 'predictions', 'aria-labelledby': 'predictions-title' });
  predictionsPanel(predictions, visitor);
  return {
    title: visitor,
    element: h('div', { 'data-user-page': visitor }, title,
      h('div.message-actions.left', {},
        h('a.button.quiet.small', { href: addressOf('#/inspect', { visitor }) }, 'What they are shown'),
        h('button.button.quiet.small.danger', { type: 'button', onclick: () => erase(visitor) }, 'Erase …')),
      visitorPanel({ visitor }, {}, user, new Map()),
      predictions,
      behaviourPanels(features, visitor)),
  };
}

function erase(visitor) {
  return confirmed(
    `Have “${visitor}” forgotten everywhere, with the devices that signed in as this user: vector, history, events in Kafka, rows in the lake? It cannot be undone.`,
    'Erase', async () => {
      const { receipt } = await api.eraseUser(visitor);
      location.hash = `#/erasures/${encodeURIComponent(receipt)}`;
    });
}
