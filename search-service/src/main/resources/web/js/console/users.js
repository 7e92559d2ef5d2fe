/** Who is known, and the erasures that were asked for. */
import { h } from '../lib/dom.js';
import { parameters, remember } from '../lib/address.js';
import { count, date, moment } from '../lib/format.js';
import { api } from '../api.js';
import { dataTable } from '../parts/data-table.js';
import { message } from '../parts/message.js';
import { field, visitorInput } from './field.js';

const SHOWN = 50;
const ALL = 1000;
const WAIT_MILLIS = 200;

export const userAddress = (visitor) => `#/users/${encodeURIComponent(visitor)}`;

export async function usersPage() {
  const list = h('section.panel', { 'aria-labelledby': 'users-title' });
  const { prefix = '' } = parameters();
  const erasures = await api.erasures(20);
  let timer = null;
  let turn = 0;

  async function load(wanted) {
    const mine = ++turn;
    const { users, total } = await api.users({ limit: SHOWN, prefix: wanted });
    if (mine === turn) {
      list.replaceChildren(...(users.length ? table(users, total, wanted) : [nobody(wanted)]));
    }
  }

  const exact = visitorInput('', () => open.requestSubmit());
  const open = h('form.panel.filters', { onsubmit: (event) => {
    event.preventDefault();
    const visitor = exact.querySelector('input').value.trim();
    if (visitor) {
      location.hash = userAddress(visitor);
    }
  } },
  field('Whose id begins with', h('input', { name: 'prefix', type: 'search', value: prefix, maxlength: 256, autocomplete: 'off', oninput: (event) => {
    const wanted = event.target.value.trim();
    clearTimeout(timer);
    timer = setTimeout(() => {
      remember('#/users', { prefix: wanted });
      load(wanted);
    }, WAIT_MILLIS);
  } })),
  field('Or open one', exact),
  h('button.button', { type: 'submit' }, 'Open'));

  await load(prefix);
  return {
    title: 'Users',
    element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'Users'), h('p.muted', {}, 'What is known of a visitor, what to expect, and how to have it forgotten.')),
      open, list, erasures.length ? erasuresPanel(erasures) : null),
  };
}

function nobody(prefix) {
  return prefix
    ? message('Nobody', `No visitor's id begins with “${prefix}”. A device without a sign-in is anonymous: and its id.`, h('a.button', { href: '#/users' }, 'Show all'))
    : message('Nobody is known yet', 'Send events to POST /v1/events with a user_id or anonymous_id, and whoever caused them is here a moment later.', h('a.button', { href: '/' }, 'Try it in the shop'));
}

function table(users, total, prefix) {
  return dataTable({
    title: 'Visitors', id: 'users-title', file: 'visitors', rows: users,
    words: total > users.length ? `The ${count(users.length)} with most events, of ${count(total)}.` : `${count(total)} in all.`,
    more: async () => (await api.users({ limit: ALL, prefix })).users,
    mark: (row) => ({ 'data-user': row.user_id }),
    columns: [
      { name: 'Visitor', value: (row) => row.user_id, show: (row) => h('a', { href: userAddress(row.user_id) }, row.user_id) },
      { name: 'Events', number: true, value: (row) => row.events, show: (row) => count(row.events) },
      { name: 'Bought', about: 'Different items that are known to have been bought.', number: true, value: (row) => row.bought, show: (row) => count(row.bought) },
      { name: 'Last seen', value: (row) => row.last_seen ?? null, show: (row) => (row.last_seen ? date(row.last_seen) : '') },
    ],
  });
}

function erasuresPanel(erasures) {
  return h('section.panel', { 'aria-labelledby': 'erasures-title' }, dataTable({
    title: 'Erasures', id: 'erasures-title', file: 'erasures', rows: erasures, words: 'They hold no id: whose each was, only the receipt number tells.',
    columns: [
      { name: 'Receipt', value: (row) => row.receipt, show: (row) => h('a', { href: `#/erasures/${encodeURIComponent(row.receipt)}` }, row.receipt) },
      { name: 'Asked for', value: (row) => row.requested_at, show: (row) => moment(row.requested_at) },
      { name: 'State', value: (row) => row.state, show: (row) => h('span.state', { 'data-state': row.state }, row.state) },
    ],
  }));
}
