/** Surfaces that look for better numbers of themselves: the tunings there are. */
import { h, icon } from '../lib/dom.js';
import { counted } from '../lib/format.js';
import { api } from '../api.js';
import { dataTable } from '../parts/data-table.js';
import { message } from '../parts/message.js';
import { METRICS } from './experiments/said.js';
import { deeds } from './tunings/said.js';
import { signature } from './who.js';

const ORDER = ['running', 'draft', 'stopped', 'finished'];

export async function tuningsPage() {
  const content = h('div', {});

  async function load() {
    const all = (await api.tunings()).toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.id.localeCompare(b.id));
    content.replaceChildren(all.length === 0
      ? message('No tunings yet', 'A tuning tries other numbers of a surface on some of its visitors, round by round, and keeps what is better and costs nothing that you guard. To begin, choose a surface, a metric and what may change.',
        h('a.button', { href: '#/tunings/new' }, 'Set up the first'))
      : h('section.panel', { 'aria-labelledby': 'tunings-title' }, table(all, load)));
  }

  await load();
  return {
    title: 'Tunings',
    element: h('div', {},
      h('div.page-title', {}, h('h1', {}, 'Tunings'), signature(), h('a.button', { href: '#/tunings/new' }, icon('plus', 18), 'New tuning')),
      content),
  };
}

function table(all, refresh) {
  return dataTable({
    title: 'All tunings', id: 'tunings-title', file: 'tunings', rows: all, mark: (one) => ({ 'data-tuning': one.id }),
    columns: [
      { name: 'Tuning', value: (one) => one.id, show: named },
      { name: 'State', value: (one) => one.state, show: (one) => h('span.state', { 'data-state': one.state }, one.state) },
      { name: 'Tunes', value: ({ tuning }) => tuning.surface, show: ({ tuning }) => `${tuning.surface}, ${counted(tuning.knobs.length, 'number')} of it` },
      { name: 'Towards', value: ({ tuning }) => tuning.metric, show: ({ tuning }) => METRICS[tuning.metric] ?? tuning.metric },
      { name: 'Rounds', number: true, value: (one) => one.rounds },
      { name: 'Moves', about: 'How often it put something better in use.', number: true, value: (one) => one.moves.filter((move) => move.deed === 'moved').length },
      { name: 'Start, stop or revert', hidden: true, show: (one) => h('span.moves', {}, deeds(one, refresh)) },
    ],
  });
}

const named = (one) => h('span', {}, h('a', { href: `#/tunings/${encodeURIComponent(one.id)}` }, one.id),
  one.problem ? h('span.problem', {}, one.problem) : null);
