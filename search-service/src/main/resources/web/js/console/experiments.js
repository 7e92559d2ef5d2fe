/** Which of two ways to answer is better: the experiments there are. */
import { h, icon } from '../lib/dom.js';
import { date } from '../lib/format.js';
import { api } from '../api.js';
import { dataTable } from '../parts/data-table.js';
import { message } from '../parts/message.js';
import { auditPanel, METRICS, moves } from './experiments/said.js';
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
        : [h('section.panel', { 'aria-labelledby': 'experiments-title' }, table(inOrder, load))]),
      ...(audit.length ? [auditPanel(audit)] : []));
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
  return dataTable({
    title: 'All experiments', id: 'experiments-title', file: 'experiments', rows: all, mark: (one) => ({ 'data-experiment': one.id }),
    columns: [
      { name: 'Experiment', value: (one) => one.id, show: named },
      { name: 'State', value: (one) => one.state, show: (one) => h('span.state', { 'data-state': one.state }, one.state) },
      { name: 'Decides', value: decides },
      { name: 'Metric', value: ({ experiment }) => experiment.metric, show: ({ experiment }) => METRICS[experiment.metric] ?? experiment.metric },
      { name: 'From', value: (one) => one.from ?? null, show: (one) => (one.from ? date(one.from) : 'not started') },
      { name: 'Until', value: (one) => one.until ?? null, show: (one) => (one.until ? date(one.until) : 'open') },
      { name: 'Start, stop or delete', hidden: true, show: (one) => h('span.moves', {}, moves(one, refresh)) },
    ],
  });
}

const named = (one) => h('span', {}, h('a', { href: `#/experiments/${encodeURIComponent(one.id)}` }, one.id),
  one.problem ? h('span.problem', {}, one.problem) : null);

const decides = ({ experiment }) => (experiment.holdout
  ? 'nothing: kept out of all experiments'
  : `${(experiment.surfaces ?? []).join(', ')} for ${Math.round((experiment.share ?? 1) * 100)} % of the layer`);
