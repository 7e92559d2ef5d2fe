/** One tuning: how far it is, what it has tried, and its moves. */
import { h } from '../../lib/dom.js';
import { moment, number } from '../../lib/format.js';
import { api } from '../../api.js';
import { dataTable } from '../../parts/data-table.js';
import { message } from '../../parts/message.js';
import { deed } from '../deeds.js';
import { intervalsPanel } from '../experiments/intervals.js';
import { METRICS, percent } from '../experiments/said.js';
import { signature } from '../who.js';
import { deeds, difference } from './said.js';

const NORMAL = 1.96; // standard errors of an interval of 95 %

export async function tuningPage(id) {
  const content = h('div', {});

  async function load() {
    const one = await api.tuning(id);
    content.replaceChildren(
      state(one, load),
      ...(one.tried.length > 1 ? [tried(one)] : []),
      moves(one, load),
      h('section.panel', {}, h('h2', {}, 'As it was set up'), h('pre', { tabindex: 0 }, JSON.stringify(one.tuning, null, 2))));
  }

  try {
    await load();
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    return { title: 'Tunings', element: message('There is no such tuning', error.message, h('a.button', { href: '#/tunings' }, 'To the tunings')) };
  }
  return { title: id, element: h('div', {}, h('div.page-title', {}, h('h1', {}, id), signature()), content) };
}

const term = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

const NEXT = {
  draft: 'A draft: it changes nothing until it is started',
  running: 'It runs',
  stopped: 'It was stopped: what is in use stays',
  finished: 'Its rounds are over: what is in use stays',
};

function state(one, refresh) {
  const { tuning } = one;
  return h('section.panel', { 'data-tuning-page': one.id }, h('h2', {}, NEXT[one.state] ?? one.state),
    one.problem ? h('p.problem', {}, one.problem) : null,
    h('dl.terms', {},
      term('State', h('span.state', { 'data-state': one.state }, one.state)),
      term('Surface', h('a', { href: `#/surfaces/${encodeURIComponent(tuning.surface)}` }, tuning.surface)),
      term('Towards', METRICS[tuning.metric] ?? tuning.metric),
      term('Guards', tuning.guardrails?.length ? tuning.guardrails.map((name) => METRICS[name] ?? name).join(', ') : 'nothing'),
      term('Knobs', tuning.knobs.map((knob) => `${knob.path} from ${knob.low} to ${knob.high}`).join('; ')),
      term('Rounds', `${one.rounds} of ${tuning.rounds ?? 10}`),
      one.experiment ? term('Now', h('a', { href: `#/experiments/${encodeURIComponent(one.experiment)}` }, one.experiment)) : null),
    h('div.message-actions.left', {}, deeds(one, refresh)));
}

/** Against what was in use when it began, so that all rounds stand on one scale. */
function tried({ id, tried: all }) {
  const name = ({ knobs }) => Object.entries(knobs).map(([path, value]) => `${path.split('/').slice(-2).join('/')} ${number(value)}`).join(', ');
  return intervalsPanel({
    title: 'What it tried', file: `tuning-${id}-tried`, words: 'The change of its metric.',
    about: 'Against what was in use when it began, with an interval of 95 % for who looks once. One that broke a guardrail is counted as worse than it was.',
    bars: all.map((one, i) => ({ name: i === 0 ? `${name(one)} (at the start)` : name(one), value: one.lift, low: one.lift - NORMAL * one.error, high: one.lift + NORMAL * one.error })),
  });
}

function moves({ id, moves: all }, refresh) {
  const back = (move) => (move.before
    ? deed({
      label: 'Back to before this', id: `move ${move.number}`, question: `Put what was in use before move ${move.number} in use again? A tuning that runs is stopped.`,
      act: (by) => api.revertTuning(id, move.number, by), refresh,
    })
    : '');
  const changed = (move) => (move.before ? difference(move.before, move.after) : '');
  return h('section.panel', { 'aria-labelledby': 'moves-title' }, dataTable({
    title: 'What was done', id: 'moves-title', file: `tuning-${id}-moves`, rows: all.toReversed(), words: 'The latest first. Moves are what changed the surface.',
    mark: (move) => ({ 'data-move': move.number }),
    columns: [
      { name: 'No.', value: (move) => move.number },
      { name: 'When', value: (move) => move.at, show: (move) => moment(move.at) },
      { name: 'What', value: (move) => move.deed, show: (move) => h('span.state', { 'data-state': move.deed }, move.deed) },
      { name: 'Who', value: (move) => move.by ?? '', show: (move) => move.by ?? 'nobody said' },
      { name: 'Why, and what changed', value: (move) => [move.why, changed(move)].filter(Boolean).join(': '),
        show: (move) => h('span.changed', {}, move.why ?? '', move.before ? h('code.change', {}, changed(move)) : null) },
      { name: 'Go back', hidden: true, show: (move) => h('span.moves', {}, back(move)) },
    ],
  }));
}
