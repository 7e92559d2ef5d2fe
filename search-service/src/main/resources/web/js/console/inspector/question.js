/** The inspector's form: who asks, where, and on what terms. */
import { h } from '../../lib/dom.js';
import { count } from '../../lib/format.js';
import { api } from '../../api.js';
import { choice, field, fieldGroup, itemsInput, visitorInput } from '../field.js';

const MORE = ['region', 'channel', 'category', 'segments', 'query', 'generation'];
const OFFERED = 5;

/** `asked(question)` is called with texts by name: what the address keeps. */
export function questionForm(question, { surfaces, generations }, asked) {
  const submit = (event) => {
    event?.preventDefault();
    const texts = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
    asked(Object.fromEntries(texts.filter(([, value]) => value)));
  };
  const text = (name, attributes = {}) => h('input', { name, value: question[name] ?? '', maxlength: 1000, autocomplete: 'off', ...attributes });
  const ids = (name) => question[name]?.split(',').filter(Boolean) ?? [];
  const ask = () => form.requestSubmit();

  const form = h('form.panel.question', { onsubmit: submit },
    h('div.question-row', {},
      field('Visitor', visitorInput(question.visitor, ask)),
      field('Surface', choice('surface', surfaces.map((name) => [name, name]), question.surface)),
      field('Filter', text('filter', { maxlength: 4000, placeholder: 'price < 10 and not category = "Toys"', spellcheck: 'false' })),
      field('Items', text('limit', { type: 'number', min: 1, max: 100, value: question.limit })),
      h('button.button', { type: 'submit' }, 'Inspect')),
    h('div.question-row.pickers', {},
      fieldGroup('Item that is looked at', itemsInput('item', 'the item that is looked at', ids('item'), { most: 1 })),
      fieldGroup('History beyond what is known, oldest first', itemsInput('history', 'the history', ids('history'), { most: 100 }))),
    h('details.more-terms', { open: MORE.some((name) => question[name]) },
      h('summary', {}, 'Region, channel, category, segments, query, generation'),
      h('div.question-row.six', {},
        field('Region', text('region', { placeholder: 'GB' })),
        field('Channel', text('channel', { placeholder: 'app' })),
        field('Category', text('category')),
        field('Segments', text('segments', { placeholder: 'vip, trade' })),
        field('Query', text('query')),
        field('Generation', choice('generation', [['', 'the visitor’s own'], ...openOf(generations)], question.generation ?? '')))),
    known((visitor) => {
      form.elements.visitor.value = visitor;
      ask();
    }));
  return form;
}

const openOf = (generations) => generations
  .filter((one) => ['current', 'serving'].includes(one.state))
  .map((one) => [one.generation, `${one.generation} (${one.state})`]);

/** A few visitors to begin with. */
function known(choose) {
  const list = h('div.chips', {}, h('button.chip', { type: 'button', onclick: () => choose('') }, 'Nobody in particular'));
  api.users({ limit: OFFERED }).then(({ users }) => list.append(...users.map((user) =>
    h('button.chip', { type: 'button', onclick: () => choose(user.user_id) }, user.user_id, h('span.muted', {}, `${count(user.events)} events`)))), () => {});
  return list;
}

/** What the form says, as `POST /v1/recommendations` takes it. */
export function requestOf({ visitor, history, item, limit, segments, ...rest }) {
  const anonymous = visitor?.match(/^anonymous:(.+)$/);
  const list = (texts) => texts.split(',').map((one) => one.trim()).filter(Boolean);
  return {
    ...(anonymous ? { anonymous_id: anonymous[1] } : visitor ? { user_id: visitor } : {}),
    ...(history ? { history: list(history).map((id) => ({ item_id: id })) } : {}),
    ...(item ? { item_id: item } : {}),
    ...(segments ? { segments: list(segments) } : {}),
    limit: Number(limit) || 12,
    ...Object.fromEntries(['surface', 'filter', ...MORE].filter((name) => rest[name]).map((name) => [name, rest[name]])),
  };
}
