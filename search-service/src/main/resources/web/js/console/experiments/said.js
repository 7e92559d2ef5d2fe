/** Experiments in words, and what can be done to them. */
import { h } from '../../lib/dom.js';
import { api } from '../../api.js';
import { moment } from '../../lib/format.js';
import { dataTable } from '../../parts/data-table.js';
import { deed } from '../deeds.js';

const AUDIT_SHOWN = 50;

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
  return possible.map((name) => {
    const [label, question, act] = DEEDS[name];
    return deed({ label, id, question: question(id), act: (by) => act(id, by), refresh });
  });
}

export function auditPanel(audit) {
  return h('section.panel', { 'aria-labelledby': 'audit-title' }, dataTable({
    title: 'Who did what', id: 'audit-title', file: 'experiments-audit', rows: audit.slice(0, AUDIT_SHOWN), more: () => audit,
    columns: [
      { name: 'When', value: (one) => one.at, show: (one) => moment(one.at) },
      { name: 'Experiment', value: (one) => one.id },
      { name: 'What', value: (one) => one.deed },
      { name: 'Who', value: (one) => one.by ?? '', show: (one) => one.by ?? 'nobody said' },
    ],
  }));
}
