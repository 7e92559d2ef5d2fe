/** Experiments in words, and what can be done to them. */
import { h } from '../../lib/dom.js';
import { api } from '../../api.js';
import { notify } from '../../parts/toast.js';
import { confirmed } from '../confirm.js';
import { whoChanges } from '../who.js';

/** The metrics and what each says. */
export const METRICS = {
  conversion: 'Visitors who buy',
  revenue: 'Revenue a visitor',
  purchases: 'Purchases a visitor',
  carts: 'Baskets a visitor',
  sessions: 'Sessions a visitor',
  returned: 'Visitors who come back on a later day',
  clicks_per_answer: 'Clicks an answer',
  order_value: 'Value of an order',
  revenue_per_session: 'Revenue a session',
};

/** Where it changes nothing to ask for more decimals. */
export const figure = (value) => (value === null || value === undefined ? '' : Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

export const percent = (share) => (share === null || share === undefined ? '?' : `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`);

const DEEDS = {
  start: ['Start', (id) => `Start “${id}”? From then on it decides, in all replicas, and cannot be changed.`, api.startExperiment],
  stop: ['Stop', (id) => `Stop “${id}”? It decides nothing any more, and does not go on again. What it has shown stays.`, api.stopExperiment],
  remove: ['Delete', (id) => `Delete “${id}”? The audit keeps that it was there.`, api.deleteExperiment],
};

/** Buttons for what may be done to an experiment as it is. */
export function moves({ id, state }, refresh) {
  const possible = { draft: ['start', 'remove'], scheduled: ['stop'], running: ['stop'] }[state] ?? ['remove'];
  return possible.map((deed) => {
    const [label, question, act] = DEEDS[deed];
    return h('button.button.quiet.small', { type: 'button', 'aria-label': `${label} ${id}`, onclick: () => confirmed(question(id), label, async () => {
      const by = await whoChanges();
      if (by) {
        await act(id, by);
        notify(`${label}: ${id}.`);
        await refresh();
      }
    }) }, label);
  });
}

export function auditTable(audit) {
  return h('div.scroll', {}, h('table', {},
    h('thead', {}, h('tr', {}, ['When', 'Experiment', 'What', 'Who'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, audit.slice(0, 50).map((one) => h('tr', {},
      h('td', {}, new Date(one.at).toLocaleString('en-GB')), h('td', {}, one.id), h('td', {}, one.deed), h('td', {}, one.by ?? 'nobody said'))))));
}
