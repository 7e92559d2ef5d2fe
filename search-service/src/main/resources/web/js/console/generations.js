/** The table of generations, with what can be done to each. */
import { h } from '../lib/dom.js';
import { count, date } from '../lib/format.js';
import { api } from '../api.js';
import { dataTable } from '../parts/data-table.js';
import { confirmed } from './confirm.js';
import { field } from './field.js';

/** The figure that decides: ranking quality on the test window, of items not bought before. */
export const TELLING = /^test (?!.*repeats).*ndcg@10$/;

let drawn = '';

export function showGenerations(element, models, refresh) {
  const state = JSON.stringify(models);
  if (state === drawn && element.firstChild) {
    return; // leaves focus and an open question alone
  }
  drawn = state;
  if (models.generations.length === 0) {
    element.replaceChildren(h('p.muted', {}, 'No generation yet. `limpet train` makes one; until then, answers come from what is trending and new.'));
    return;
  }
  element.replaceChildren(...dataTable({
    title: 'Generations', id: 'generations-title', file: 'generations', rows: models.generations.toReversed(),
    mark: (one) => ({ 'data-generation': one.generation }),
    columns: [
      { name: 'Generation', value: (one) => one.generation, show: named },
      { name: 'State', about: STATES, value: (one) => one.state, show: (one) => [h('span.state', { 'data-state': one.state }, one.state.replaceAll('_', ' ')),
        one.canary_share ? h('span.muted.under-way', {}, `${Math.round(one.canary_share * 100)} % of the visitors`) : null,
        one.under_way ? h('span.muted.under-way', {}, `${one.under_way} under way`) : null].filter(Boolean) },
      { name: 'Visitors on it', about: 'Visitors whose vector is of this generation; a release moves them over one by one.', value: (one) => one.users, show: share },
      { name: 'Made', value: (one) => one.created_at ?? null, show: (one) => date(one.created_at) },
      { name: 'Measured', about: 'On a part of the data that it was not trained on; ndcg@10 of items not bought before decides.', show: (one) => metrics(one.metrics ?? {}) },
      { name: 'Release or roll back', hidden: true, show: (one) => moves(one, models.current, refresh) },
    ],
  }));
}

const STATES = 'current: answers. canary: answers a share of the visitors. serving: some visitors are still on it. opening, building, warming: on its way into use. available: never released. refused: cannot be used.';

const named = (one) => h('span', {}, one.generation,
  one.encoder ? h('span.muted', {}, `${one.encoder}, ${one.dimensions} dimensions`) : null,
  one.parent ? h('span.muted', {}, `after ${one.parent}`) : null,
  one.detail ? h('span.problem', {}, one.detail) : null);

function moves(one, current, refresh) {
  const isCurrent = one.generation === current;
  if (['damaged', 'missing'].includes(one.state)) {
    return '';
  }
  if (one.under_way === 'release' && !isCurrent) {
    return h('span.moves', {}, move('Take back', `Do not release ${one.generation} once it is open?`, one.generation, 'rollback', refresh));
  }
  if (isCurrent) {
    return h('span.moves', {}, move('Roll back', `Go back from ${one.generation} to the release before it?`, one.generation, 'rollback', refresh));
  }
  return h('span.moves', {},
    move('Release', `Release ${one.generation} to all visitors?`, one.generation, 'release', refresh),
    one.state === 'canary' ? move('End the canary', `Take ${one.generation} away from its visitors?`, one.generation, 'rollback', refresh) : tryOut(one.generation, refresh));
}

function share(one) {
  const percent = Math.round((one.share ?? 0) * 100);
  const filled = h('span.bar', { role: 'img', 'aria-label': `${percent} percent of the visitors` }, h('i', {}));
  filled.firstChild.style.width = `${percent}%`;
  return h('div.share', {}, filled, h('span', {}, `${percent}%, ${count(one.users ?? 0)}`));
}

function metrics(all) {
  const shown = Object.entries(all).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => [`${group} ${name}`, value]));
  if (shown.length === 0) {
    return h('span.muted', {}, 'nothing');
  }
  const line = ([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, Number.isInteger(value) ? count(value) : value.toFixed(4)));
  const telling = shown.filter(([name]) => TELLING.test(name)).sort((a, b) => b[1] - a[1]);
  const first = (telling.length ? telling : shown).slice(0, 5);
  const rest = shown.filter((one) => !first.includes(one));
  return h('div', {}, h('dl.metrics', {}, first.map(line)),
    rest.length ? h('details', {}, h('summary', {}, `${rest.length} more`), h('dl.metrics', {}, rest.map(line))) : null);
}

/** A button that asks before it does. */
function move(label, question, generation, action, refresh) {
  return h('button.button.quiet.small', { type: 'button', 'aria-label': `${label} ${generation}`, onclick: () => confirmed(question, label, async () => {
    await api.moveTo(generation, action);
    await refresh();
  }) }, label);
}

/** A canary: the generation answers a share of the visitors, the same ones each time. */
function tryOut(generation, refresh) {
  return h('button.button.quiet.small', { type: 'button', 'aria-label': `Try out ${generation}`, onclick: () => {
    const input = h('input', { type: 'number', name: 'share', min: 1, max: 99, value: 10, required: true });
    const question = h('span', {}, `Let ${generation} answer some of the visitors?`, field('Share of the visitors, %', input));
    return confirmed(question, 'Try out', async () => {
      if (!input.reportValidity()) {
        throw new Error('Give a share from 1 to 99 percent.');
      }
      await api.moveTo(generation, 'release', { share: Number(input.value) / 100 });
      await refresh();
    });
  } }, 'Try out');
}
