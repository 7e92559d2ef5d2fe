/** The fields of a rule. */
import { h } from '../../lib/dom.js';
import { field, fieldGroup, itemsInput } from '../field.js';
import { ACTIONS } from './said.js';

const VISITORS = ['new', 'returning', 'anonymous', 'signed-in'];

/** `rule()` reads the fields as the document that is put; `isWhole()` says whether it is about something. */
export function ruleForm(rule, surfaces, { changed }) {
  let picker = itemsFor(rule.action, rule.items ?? []);
  const about = h('div', { 'data-field': 'items' }, picker);
  const filter = h('input', { name: 'filter', value: rule.filter ?? '', maxlength: 4000, placeholder: 'brand = "Acme" and price < 20', spellcheck: 'false', autocomplete: 'off' });
  const byFilter = h('div', { 'data-field': 'filter' }, field('Filter', filter, { hint: 'Fields: item_id, title, category, brand, price, stock, attribute, added' }));
  const position = h('div', { 'data-field': 'position' }, field('Place', number('position', rule.position ?? 1, 1, 100, 1)));
  const strength = h('div', { 'data-field': 'strength' }, field('Strength', number('strength', rule.strength ?? 0.3, 0.01, 10, 0.01), { hint: 'A share of the range of scores: 1 moves the last to the top' }));

  const element = h('div.rule-fields', {},
    h('fieldset.segments', { 'data-field': 'action' }, h('legend', {}, 'What it does'),
      h('div.segment-row', {}, Object.entries(ACTIONS).map(([name, { label, hint }]) => radio('action', name, label, rule.action, hint)))),
    h('fieldset.segments', {}, h('legend', {}, 'To what'),
      h('div.segment-row', {}, radio('about', 'items', 'Items', rule.filter ? 'filter' : 'items'), radio('about', 'filter', 'All within a filter', rule.filter ? 'filter' : 'items'))),
    about, byFilter,
    position, strength,
    h('fieldset.segments', { 'data-field': 'surfaces' }, h('legend', {}, 'On which surfaces'), h('p.hint', {}, 'On all of them, if none is ticked.'),
      h('div.ticks', {}, surfaces.map((name) => tick('surfaces', name, rule.surfaces)))),
    h('fieldset.segments', { 'data-field': 'segments' }, h('legend', {}, 'For which visitors'), h('p.hint', {}, 'For all of them, if none is named.'),
      h('div.ticks', {}, VISITORS.map((name) => tick('segment', name, rule.segments))),
      field('Segments of your own, separated by commas', h('input', { name: 'segments', value: (rule.segments ?? []).filter((one) => !VISITORS.includes(one)).join(', '), maxlength: 1000, autocomplete: 'off' }))),
    h('div', { 'data-field': 'queries' }, field('Only for these searches, one a line', h('textarea', { name: 'queries', rows: 2 }, (rule.queries ?? []).join('\n')))),
    h('div.pair', {},
      h('div', { 'data-field': 'from' }, field('From', h('input', { type: 'datetime-local', name: 'from', value: local(rule.from) }))),
      h('div', { 'data-field': 'to' }, field('Until', h('input', { type: 'datetime-local', name: 'to', value: local(rule.to) })))),
    h('div', { 'data-field': 'note' }, field('Note', h('input', { name: 'note', value: rule.note ?? '', maxlength: 1000, autocomplete: 'off' }))));

  const checked = (name) => element.querySelector(`[name="${name}"]:checked`)?.value;
  const all = (name) => [...element.querySelectorAll(`[name="${name}"]:checked`)].map((one) => one.value);
  const text = (name) => element.querySelector(`[name="${name}"]`).value.trim();
  const ids = () => text('items').split(',').filter(Boolean);

  function itemsFor(action, chosen) {
    const isPin = action === 'pin';
    return fieldGroup(isPin ? 'Item' : 'Items', itemsInput('items', isPin ? 'the item' : 'the items', isPin ? chosen.slice(0, 1) : chosen, {
      most: isPin ? 1 : 1000,
      changed: () => changed(),
    }));
  }

  function fit() {
    const action = checked('action');
    const isPin = action === 'pin';
    element.querySelector('[name="about"][value="filter"]').disabled = isPin;
    if (isPin) {
      element.querySelector('[name="about"][value="items"]').checked = true;
    }
    about.hidden = checked('about') !== 'items';
    byFilter.hidden = !about.hidden;
    position.hidden = !isPin;
    strength.hidden = !['boost', 'bury'].includes(action);
  }

  element.addEventListener('change', ({ target }) => {
    if (target.name === 'action') {
      picker = itemsFor(target.value, ids());
      about.replaceChildren(picker);
    }
    fit();
  });
  fit();

  return {
    element,
    isWhole: () => (about.hidden ? text('filter') !== '' : ids().length > 0),
    rule() {
      const list = (name, texts) => (texts.length ? { [name]: texts } : {});
      const split = (value, by) => value.split(by).map((one) => one.trim()).filter(Boolean);
      return {
        action: checked('action'),
        ...(about.hidden ? { filter: text('filter') } : list('items', ids())),
        ...(position.hidden ? {} : { position: Number(text('position')) }),
        ...(strength.hidden ? {} : { strength: Number(text('strength')) }),
        ...list('surfaces', all('surfaces')),
        ...list('segments', [...all('segment'), ...split(text('segments'), ',')]),
        ...list('queries', split(text('queries'), '\n')),
        ...(text('from') ? { from: new Date(text('from')).toISOString() } : {}),
        ...(text('to') ? { to: new Date(text('to')).toISOString() } : {}),
        ...(text('note') ? { note: text('note') } : {}),
      };
    },
  };
}

const number = (name, value, min, max, step) => h('input', { type: 'number', name, value, min, max, step, required: true });

function radio(name, value, label, chosen, title = null) {
  return h('label.segment', { title }, h('input', { type: 'radio', name, value, checked: value === chosen }), h('span', {}, label));
}

function tick(name, value, chosen = []) {
  return h('label.tick', {}, h('input', { type: 'checkbox', name, value, checked: chosen.includes(value) }), value);
}

/** A time as the browser's field has it: the reader's own clock, without a zone. */
function local(time) {
  if (!time) {
    return '';
  }
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
