/** Which of two ways to answer is better: the experiments there are. */
import { h, icon } from '../lib/dom.js';
import { date } from '../lib/format.js';
import { api } from '../api.js';
import { message } from '../parts/message.js';
import { auditTable, METRICS, moves } from './experiments/said.js';
import { signature } from './who.js';

const ORDER = ['running', 'scheduled', 'draft', 'stopped', 'ended'];

export async function experimentsPage() {
  const content = h('div', {});

  async function load() {
    const [all, audit] = await Promise.all([api.experiments(), api.experimentsAudit()]);
    const inOrder = all.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.id.localeCompare(b.id));
    content.replaceChildren(
      ...(all.length === 0
        ? [message('No experiments yet', 'An experiment shows some of the visitors another way to answer, counts what they do, and says when a difference is more than chance.',
          h('a.button', { href: '#/experiments/new' }, 'Design the first'))]
        : [h('section.panel', {}, h('div.scroll', {}, table(inOrder, load)))]),
      ...(audit.length ? [h('section.panel', { 'aria-labelledby': 'audit-title' }, h('h2', { id: 'audit-title' }, 'Who did what'), auditTable(audit))] : []));
  }

  await load();
  return {
    title: 'Experiments',
    element: h('div', {},
      h('div.page-title', {}, h('h1', {}, 'Experiments'), signature(), h('a.button', { href: '#/experiments/new' }, icon('plus', 18), 'New experiment')),
      content),
  };
}

function table(all, refresh) {
  return h('table', {},
    h('thead', {}, h('tr', {}, ['Experiment', 'State', 'Decides', 'Metric', 'From', 'Until'].map((name) => h('th', { scope: 'col' }, name)),
      h('th', { scope: 'col' }, h('span.visually-hidden', {}, 'Start, stop or delete')))),
    h('tbody', {}, all.map((one) => row(one, refresh))));
}

function row(one, refresh) {
  const { experiment } = one;
  return h('tr', { 'data-experiment': one.id },
    h('th', { scope: 'row' }, h('a', { href: `#/experiments/${encodeURIComponent(one.id)}` }, one.id),
      one.problem ? h('span.problem', {}, one.problem) : null),
    h('td', {}, h('span.state', { 'data-state': one.state }, one.state)),
    h('td', {}, experiment.holdout ? 'nothing: kept out of all experiments' : `${(experiment.surfaces ?? []).join(', ')} for ${Math.round((experiment.share ?? 1) * 100)} % of the layer`),
    h('td', {}, METRICS[experiment.metric] ?? experiment.metric),
    h('td', {}, one.from ? date(one.from) : 'not started'),
    h('td', {}, one.until ? date(one.until) : 'open'),
    h('td.moves', {}, moves(one, refresh)));
}
