/** One question to `POST /v1/recommendations` with `explain`, and its answer in full. */
import { h } from '../lib/dom.js';
import { api } from '../api.js';
import { picture } from '../parts/picture.js';
import { itemOf } from '../parts/card.js';
import { explanation } from './explanation.js';


export function tryItBox() {
  const answer = h('div.answer', { 'aria-live': 'polite' }, h('p.muted', {}, 'The answer, its stages and what was dropped on the way appear here.'));
  const ask = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const request = requestOf(form);
    const start = performance.now();
    try {
      const found = await api.recommendations(request);
      answer.replaceChildren(...result(request, found, performance.now() - start));
    } catch (error) {
      answer.replaceChildren(h('p.problem', { role: 'alert' }, error.message));
    }
  };
  return h('div', {},
    h('form.ask-form', { onsubmit: ask },
      field('Visitor', h('input', { name: 'visitor', list: 'visitors', placeholder: 'user id, or anonymous:…', maxlength: 270, autocomplete: 'off', oninput: suggest })),
      h('datalist', { id: 'visitors' }),
      field('Surface', surfaceChoice()),
      field('Item (product, cart)', h('input', { name: 'item', maxlength: 256, autocomplete: 'off' })),
      field('Limit', h('input', { name: 'limit', type: 'number', min: 1, max: 100, value: 10 })),
      field('Filter', h('input', { name: 'filter', placeholder: 'price < 10 and stock > 0', autocomplete: 'off' })),
      h('button.button', { type: 'submit' }, 'Ask')),
    answer);
}

const field = (name, input) => h('label.field', {}, h('span', {}, name), input);

/** The surfaces there are, the shop's own among them. */
function surfaceChoice() {
  const choice = h('select', { name: 'surface' }, h('option', {}, 'home'));
  api.surfaces().then(({ surfaces }) => choice.append(
    ...Object.keys(surfaces).filter((name) => name !== 'home').map((name) => h('option', {}, name))), () => {});
  return choice;
}

/** Offers known visitors whose id begins with what was typed. */
async function suggest(event) {
  const list = document.getElementById('visitors');
  try {
    const { users } = await api.users({ prefix: event.target.value.trim(), limit: 12 });
    list.replaceChildren(...users.map((user) => h('option', { value: user.user_id }, `${user.events} events`)));
  } catch {
    list.replaceChildren(); // suggestions are a convenience
  }
}

function requestOf(form) {
  const text = (name) => form.get(name).trim();
  const visitor = text('visitor');
  const anonymous = visitor.match(/^anonymous:(.+)$/);
  return {
    ...(anonymous ? { anonymous_id: anonymous[1] } : visitor ? { user_id: visitor } : { anonymous_id: 'console-newcomer' }),
    surface: text('surface'),
    limit: Number(text('limit')) || 10,
    ...(text('item') ? { item_id: text('item') } : {}),
    ...(text('filter') ? { filter: text('filter') } : {}),
    explain: true,
  };
}

function result(request, answer, took) {
  return [
    h('p', {}, `${answer.personalised ? 'Personal' : 'Not personal'}, generation ${answer.generation || 'none'}, `
      + `${answer.items.length} items, ${took.toFixed(1)} ms as this browser saw it.`),
    h('div.scroll', {}, h('table', {},
      h('thead', {}, h('tr', {}, ['', 'Item', 'Score', 'Sources', 'Why'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, answer.items.map((entry) => h('tr', {},
        h('td', {}, picture(itemOf(entry))),
        h('th', { scope: 'row' }, entry.item?.title ?? entry.item_id, h('span.muted', {}, entry.item_id)),
        h('td', {}, entry.score.toFixed(4)),
        h('td', {}, (entry.sources ?? []).join(', ')),
        h('td', {}, entry.why?.text ?? '')))))),
    ...explanation(answer.explanation ?? {}),
    h('details', {}, h('summary', {}, 'The question and the answer as JSON'),
      h('pre', { tabindex: 0 }, `POST /v1/recommendations\n${JSON.stringify(request, null, 2)}\n\n${JSON.stringify(answer, null, 2)}`)),
  ];
}
