/** Designs an experiment, with how many visitors and days it would take beside it. */
import { h } from '../../lib/dom.js';
import { count } from '../../lib/format.js';
import { api } from '../../api.js';
import { notify } from '../../parts/toast.js';
import { choice, field } from '../field.js';
import { signature, whoChanges } from '../who.js';
import { METRICS } from './said.js';

const PLAN_MILLIS = 300;

export async function newExperimentPage() {
  const { surfaces } = await api.surfaces();
  return { title: 'New experiment', element: editor(Object.keys(surfaces)) };
}

function editor(surfaces) {
  const problem = h('p.problem', { role: 'alert', hidden: true });
  const plan = h('p', { 'aria-live': 'polite' });
  const text = h('textarea.code', { name: 'surface', rows: 6, spellcheck: 'false' });
  text.value = JSON.stringify({ diversity: { mmr: 0.3 } }, null, 2);
  const number = (name, value, more) => h('input', { name, type: 'number', value, required: true, ...more });
  const save = h('button.button', { type: 'submit' }, 'Keep it as a draft');
  const form = h('form.panel.rule-form', { onsubmit: submit, oninput: changed },
    field('Name', h('input', { name: 'id', required: true, maxlength: 64, pattern: '[a-z0-9][a-z0-9._\\-]*', placeholder: 'more-variety', autocomplete: 'off', spellcheck: 'false' }), { hint: 'a-z, 0-9, . _ and -' }),
    field('Surface', choice('where', surfaces.map((one) => [one, one]), 'home'), { hint: 'whose answers it decides' }),
    field('What the other arm changes', text, { hint: 'a part of the surface as JSON; the control changes nothing', wide: true }),
    field('Metric', choice('metric', Object.entries(METRICS), 'conversion')),
    field('Guardrail', choice('guardrail', [['', 'none'], ...Object.entries(METRICS)], 'revenue'), { hint: 'must not get worse' }),
    field('Share of the visitors, %', number('share', 50, { min: 1, max: 100 })),
    field('Least change worth finding, %', number('effect', 5, { min: 0.1, max: 500, step: 'any' })),
    field('The metric is now', number('mean', 0.05, { min: 0.000001, step: 'any' }), { hint: 'a share as 0.05, an amount as it is' }),
    field('Spread of an amount', h('input', { name: 'deviation', type: 'number', min: 0, step: 'any' }), { hint: 'standard deviation; follows by itself for shares' }),
    field('Visitors a day', number('daily', 1000, { min: 1 })),
    field('Ends on', h('input', { name: 'end', type: 'date', required: true, value: inWeeks(4) }), { hint: 'at midnight, UTC' }),
    problem,
    h('div.message-actions', {}, save, h('a.button.quiet', { href: '#/experiments' }, 'Leave it')));
  let waiting;

  function experiment() {
    const given = new FormData(form);
    const deviation = Number(given.get('deviation'));
    return {
      surfaces: [given.get('where')],
      share: Number(given.get('share')) / 100,
      metric: given.get('metric'),
      ...(given.get('guardrail') ? { guardrails: [given.get('guardrail')] } : {}),
      end: `${given.get('end')}T00:00:00Z`,
      minimum_effect: Number(given.get('effect')) / 100,
      arms: [{ name: 'control' }, { name: 'changed', surface: JSON.parse(text.value) }],
      baseline: { mean: Number(given.get('mean')), ...(deviation > 0 ? { deviation } : {}), daily_visitors: Number(given.get('daily')) },
    };
  }

  function wrong(words) {
    problem.textContent = words ?? '';
    problem.hidden = !words;
  }

  function changed() {
    clearTimeout(waiting);
    waiting = setTimeout(showPlan, PLAN_MILLIS);
  }

  async function showPlan() {
    try {
      const needed = await api.planExperiment(experiment());
      plan.textContent = `It takes ${count(needed.visitors)} visitors, ${days(needed.days)}, if you look whenever you like; for a single look at the end ${count(needed.visitors_once)}, ${days(needed.days_once)}.`;
      wrong(null);
    } catch (error) {
      plan.textContent = 'How many visitors it takes is told once everything above is sound.';
      wrong(error.message);
    }
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
      await api.putExperiment(id, experiment(), by);
      location.hash = `#/experiments/${encodeURIComponent(id)}`;
      notify(`Kept as a draft: ${id}.`);
    } catch (error) {
      wrong(error.message);
    }
    save.disabled = false;
  }

  showPlan();
  return h('div', {},
    h('div.page-title', {}, h('h1', {}, 'New experiment'), signature()),
    h('div.editor', {}, form, h('section.panel', { 'aria-labelledby': 'plan-title' }, h('h2', { id: 'plan-title' }, 'How long it takes'), plan,
      h('p.muted', {}, 'Half of the chosen visitors get the control. More than two arms, layers, holdouts and generations as arms: docs/experiments.md, over HTTP.'))));
}

const inWeeks = (weeks) => new Date(Date.now() + weeks * 7 * 86_400_000).toISOString().slice(0, 10);

const days = (of) => (of < 1 ? 'less than a day' : `${count(Math.ceil(of))} days`);
