/** The generations, who is on which, how good each is, and the two moves: release and roll back. */
import { h } from '../lib/dom.js';
import { count, date } from '../lib/format.js';
import { api } from '../api.js';

/** The figure that decides: ranking quality on the test window, of items not bought before. */
const TELLING = /^test (?!.*repeats).*ndcg@10$/;

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
  element.replaceChildren(h('div.scroll', {}, h('table', {},
    h('thead', {}, h('tr', {}, ['Generation', 'State', 'Visitors on it', 'Made', 'Measured'].map((name) => h('th', { scope: 'col' }, name)),
      h('th', { scope: 'col' }, h('span.visually-hidden', {}, 'Release or roll back')))),
    h('tbody', {}, models.generations.toReversed().map((one) => row(one, models.current, refresh))))));
}

function row(one, current, refresh) {
  const isCurrent = one.generation === current;
  return h('tr', { 'data-generation': one.generation },
    h('th', { scope: 'row' }, one.generation,
      one.encoder ? h('span.muted', {}, `${one.encoder}, ${one.dimensions} dimensions`) : null,
      one.detail ? h('span.problem', {}, one.detail) : null),
    h('td', {}, h('span.state', { 'data-state': one.state }, one.state.replaceAll('_', ' ')),
      one.under_way ? h('span.muted.under-way', {}, `${one.under_way} under way`) : null),
    h('td', {}, share(one)),
    h('td', {}, date(one.created_at)),
    h('td', {}, metrics(one.metrics ?? {})),
    h('td.moves', {}, ['damaged', 'missing'].includes(one.state) ? null : one.under_way === 'release' && !isCurrent
      ? move('Take back', `Do not release ${one.generation} once it is open?`, one.generation, 'rollback', refresh)
      : isCurrent
      ? move('Roll back', `Go back from ${one.generation} to the release before it?`, one.generation, 'rollback', refresh)
      : move('Release', `Release ${one.generation} to all visitors?`, one.generation, 'release', refresh)));
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
  const dialog = h('dialog.ask', {},
    h('p', {}, question),
    h('p.problem', { role: 'alert', hidden: true }),
    h('div.message-actions', {},
      h('button.button', { type: 'button', onclick: act }, label),
      h('button.button.quiet', { type: 'button', onclick: () => dialog.close() }, 'Leave it')));
  const problem = dialog.querySelector('.problem');

  async function act(click) {
    const button = click.currentTarget;
    button.disabled = true;
    try {
      await api.moveTo(generation, action);
      dialog.close();
      await refresh();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
    button.disabled = false;
  }

  return [
    h('button.button.quiet.small', { type: 'button', onclick: () => { problem.hidden = true; dialog.showModal(); } }, label),
    dialog,
  ];
}
