/** Sets up a tuning: whose numbers may change, between which bounds, towards what. */
import { h, icon } from '../../lib/dom.js';
import { api } from '../../api.js';
import { notify } from '../../parts/toast.js';
import { METRICS } from '../experiments/said.js';
import { choice, field, fieldGroup } from '../field.js';
import { leaves } from '../surfaces/leaves.js';
import { signature, whoChanges } from '../who.js';

const MOST = 8;

export async function newTuningPage() {
  const { surfaces } = await api.surfaces();
  return { title: 'New tuning', element: editor(surfaces) };
}

function editor(surfaces) {
  const problem = h('p.problem', { role: 'alert', hidden: true });
  const number = (name, value, more) => h('input', { name, type: 'number', value, required: true, ...more });
  const where = choice('where', Object.keys(surfaces).map((one) => [one, one]), 'home');
  const knobs = h('div.knobs', {});
  const more = h('button.button.quiet.small', { type: 'button', onclick: () => add() }, icon('plus', 16), 'One more');
  const save = h('button.button', { type: 'submit' }, 'Keep it as a draft');
  const form = h('form.panel.rule-form', { onsubmit: submit },
    field('Name', h('input', { name: 'id', required: true, maxlength: 60, pattern: '[a-z0-9][a-z0-9._\\-]*', placeholder: 'spring', autocomplete: 'off', spellcheck: 'false' }), { hint: 'a-z, 0-9, . _ and -' }),
    field('Surface', where, { hint: 'whose numbers may change' }),
    fieldGroup('Numbers that may change, and between which bounds', h('div', {}, knobs, more)),
    field('Towards', choice('metric', Object.entries(METRICS), 'returned')),
    field('Guardrail', choice('guardrail', [['', 'none'], ...Object.entries(METRICS)], 'revenue'), { hint: 'of which no more than the tolerance may be lost' }),
    field('Tolerance, %', number('tolerance', 5, { min: 0.1, max: 100, step: 'any' })),
    field('Rounds at most', number('rounds', 10, { min: 1, max: 50 })),
    field('Days a round at most', number('days', 14, { min: 0.01, max: 100, step: 'any' })),
    field('Tried at once', number('arms', 3, { min: 1, max: 5 }), { hint: 'beside what is in use' }),
    problem,
    h('div.message-actions', {}, save, h('a.button.quiet', { href: '#/tunings' }, 'Leave it')));

  const numbers = () => leaves(surfaces[where.value]).filter(([, value]) => typeof value === 'number');
  const best = () => numbers().find(([path]) => path === '/ranker/comes_back') ?? numbers().find(([path]) => path.startsWith('/weights/')) ?? numbers()[0];

  /** A row for one number; its bounds are proposed around what it is now. */
  function add(chosen = best()?.[0]) {
    const all = new Map(numbers());
    const path = h('select', { 'aria-label': 'Number', 'data-knob': true }, numbers().map(([name, value]) => h('option', { value: name, selected: name === chosen }, `${name} (now ${value})`)));
    const low = h('input', { type: 'number', step: 'any', required: true, 'aria-label': 'At least' });
    const high = h('input', { type: 'number', step: 'any', required: true, 'aria-label': 'At most' });
    const propose = () => {
      const now = all.get(path.value) ?? 0;
      low.value = Number.isInteger(now) && now > 4 ? Math.floor(now / 4) : 0;
      high.value = now > 0 ? Number((now * 2).toPrecision(3)) : 1;
    };
    path.addEventListener('change', propose);
    propose();
    const row = h('div.knob', {}, path, 'from', low, 'to', high, h('button.button.quiet.small', { type: 'button', 'aria-label': 'Leave this number out', onclick: () => {
      row.remove();
      more.hidden = false;
    } }, icon('close', 16)));
    row.knob = () => ({
      path: path.value, low: Number(low.value), high: Number(high.value),
      ...(/\/(quota|timeout_ms|hours|times|most|from|to|below)$/.test(path.value) ? { whole: true } : {}),
    });
    knobs.append(row);
    more.hidden = knobs.children.length >= MOST;
  }

  where.addEventListener('change', () => {
    knobs.replaceChildren();
    add();
  });

  function tuning() {
    const given = new FormData(form);
    return {
      surface: given.get('where'),
      metric: given.get('metric'),
      ...(given.get('guardrail') ? { guardrails: [given.get('guardrail')] } : {}),
      knobs: [...knobs.children].map((row) => row.knob()),
      tolerance: Number(given.get('tolerance')) / 100,
      rounds: Number(given.get('rounds')),
      round_days: Number(given.get('days')),
      arms: Number(given.get('arms')),
    };
  }

  async function submit(event) {
    event.preventDefault();
    const id = new FormData(form).get('id');
    const by = await whoChanges();
    if (!by) {
      return;
    }
    save.disabled = true;
    try {
      await api.putTuning(id, tuning(), by);
      location.hash = `#/tunings/${encodeURIComponent(id)}`;
      notify(`Kept as a draft: ${id}.`);
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
    save.disabled = false;
  }

  add();
  return h('div', {},
    h('div.page-title', {}, h('h1', {}, 'New tuning'), signature()),
    h('div.editor', {}, form, h('section.panel', { 'aria-labelledby': 'how-title' }, h('h2', { id: 'how-title' }, 'What it will do'),
      h('p', {}, 'Each round is an experiment: what is in use against some other numbers, which are chosen by all that was tried before. What is better beyond chance, and breaks no guardrail, is put in use at once.'),
      h('p', {}, 'Every move is written down with who, when and why, and can be taken back.'),
      h('p.muted', {}, 'Fewer visitors than some hundreds a day tell little in a round. More guardrails, shares and levels: docs/experiments.md, over HTTP.'))));
}
