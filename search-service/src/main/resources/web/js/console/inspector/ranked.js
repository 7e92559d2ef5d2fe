/** The items of an answer: each as the shop shows it, with what its score is made of. */
import { h } from '../../lib/dom.js';
import { counted, price } from '../../lib/format.js';
import { itemOf } from '../../parts/card.js';
import { csvButton } from '../../parts/csv-button.js';
import { picture } from '../../parts/picture.js';
import { message } from '../../parts/message.js';
import { addressOf } from '../../lib/address.js';

const PARTS_SHOWN = 5;

export function rankedPanel(found, past) {
  return h('section.panel', { 'aria-labelledby': 'ranked-title' },
    h('div.panel-head', {}, h('h2', { id: 'ranked-title' }, 'What is shown'),
      h('p.muted', {}, 'Bars are parts of the score. Scores compare within one answer only.'),
      csvButton('answer', 'What is shown', () => rowsOf(found))),
    found.items.length ? ranked(found, past) : nothing(found.nothing_left ?? {}));
}

/** An item a line, a part of the score a column. */
function rowsOf({ items, explanation = {} }) {
  const { scores = {}, propensities = {} } = explanation;
  const parts = [...new Set(Object.values(scores).flatMap(Object.keys))];
  return {
    names: ['position', 'item_id', 'title', 'score', 'sources', 'probability_of_place', ...parts],
    rows: items.map((entry, index) => [index + 1, entry.item_id, itemOf(entry).title, entry.score, entry.sources.join(' '),
      propensities[entry.item_id] ?? 1, ...parts.map((part) => scores[entry.item_id]?.[part] ?? null)]),
  };
}

function nothing(left) {
  const all = Object.entries(left).sort((a, b) => b[1] - a[1]);
  return message('Nothing is left', all.length
    ? `Taken away by: ${all.map(([filter, items]) => `${filter} ${counted(items, 'item')}`).join(', ')}.`
    : 'No source brought anything.');
}

function ranked({ items, explanation = {} }, past) {
  const { scores = {}, probabilities = {}, propensities = {}, rules = [] } = explanation;
  const all = Object.values(scores).flatMap((parts) => Object.values(parts));
  const scale = { low: Math.min(0, ...all), high: Math.max(0, ...all) };
  return h('ol.ranked', {}, items.map((entry, index) => {
    const item = itemOf(entry);
    const about = rules.filter((rule) => rule.items.includes(entry.item_id));
    return h('li.ranked-item', { 'data-item': entry.item_id },
      h('b.rank', { 'aria-label': `Position ${index + 1}` }, index + 1),
      h('a.ranked-picture', { href: `/#/item/${encodeURIComponent(entry.item_id)}`, 'aria-label': `${item.title ?? entry.item_id} in the shop` }, picture(item)),
      h('div.ranked-words', {},
        h('h3', {}, item.title ?? entry.item_id),
        h('p.muted', {}, [entry.item_id, item.brand, price(item.price, item.currency)].filter(Boolean).join(' · ')),
        because(entry.why, past),
        h('ul.tags', { 'aria-label': 'Sources and rules' },
          entry.sources.map((source) => h('li.tag', {}, source)),
          about.map((rule) => h('li', {}, h('a.tag.rule-tag', { href: `#/rules/${encodeURIComponent(rule.id)}` }, `${rule.action}: ${rule.id}`)))),
        likely(probabilities[entry.item_id]),
        chance(propensities[entry.item_id] ?? 1)),
      contributions(scores[entry.item_id] ?? {}, entry.score, scale));
  }));
}

/** The reason as shoppers read it, with the item of the history that it speaks of. */
function because(why, past) {
  if (!why) {
    return null;
  }
  const item = why.item_id ? past.get(why.item_id) : null;
  return h('p.because', {},
    item ? h('a', { href: addressOf('#/inspect', { surface: 'product', item: why.item_id }), title: `What ${item.title ?? item.item_id} is shown with` }, picture(item)) : null,
    h('span', {}, why.text));
}

function likely(chances) {
  return chances
    ? h('dl.chances', {}, Object.entries(chances).map(([task, chance]) =>
      h('div', {}, h('dt', {}, task.replaceAll('_', ' ')), h('dd', {}, percent(chance)))))
    : null;
}

/** Exploration leaves some places to chance. */
const chance = (propensity) => (propensity < 1
  ? h('p.muted', {}, `Came to this place with a probability of ${percent(propensity)}: exploration had a say.`)
  : null);

const percent = (share) => `${share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`;

function contributions(parts, score, scale) {
  const sorted = Object.entries(parts).filter(([, value]) => value !== 0).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const bars = (some) => h('dl.parts', {}, some.map(([name, value]) => part(name, value, scale)));
  const rest = sorted.slice(PARTS_SHOWN);
  return h('div.contributions', {},
    h('p.score', {}, h('span.muted', {}, 'score'), h('b', {}, score.toFixed(3))),
    bars(sorted.slice(0, PARTS_SHOWN)),
    rest.length ? h('details', {}, h('summary', {}, `${rest.length} smaller`), bars(rest)) : null);
}

/** A bar from zero to the value, to the left where the part counts against the item. */
function part(name, value, { low, high }) {
  const span = high - low || 1;
  const fill = h('i', {});
  fill.style.left = `${((Math.min(0, value) - low) / span) * 100}%`;
  fill.style.width = `${Math.max(0.6, (Math.abs(value) / span) * 100)}%`;
  return h('div', { class: value < 0 ? 'against' : '' },
    h('dt', { title: name }, name.replaceAll('_', ' ')), h('dd', {}, h('span.part-bar', { 'aria-hidden': 'true' }, fill), h('span', {}, value.toFixed(3).replace('-', '−'))));
}
