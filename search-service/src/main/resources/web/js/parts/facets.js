/**
 * What narrows a list of found items: one category, one brand and one range of prices at a time,
 * each with how many items it would leave. The choice is kept in the address.
 */
import { h, icon } from '../lib/dom.js';
import { count, price } from '../lib/format.js';
import { quoted } from '../api.js';

const SHOWN = 7;

/** The facets there are: their names in the address, and the clause of the filter for a value. */
const FACETS = [
  { name: 'category', label: 'Category', clause: (value) => `category = ${quoted(value)}`, options: ({ categories }) => categories.map(named) },
  { name: 'brand', label: 'Brand', clause: (value) => `brand = ${quoted(value)}`, options: ({ brands }) => brands.map(named) },
  { name: 'price', label: 'Price', clause: priceClause, options: ({ prices }) => prices.map(priced) },
];

const named = ({ name, count: items }) => ({ value: name, label: name, items });

/** A range as the address has it: `from-to`, open at the cheap and at the dear end. */
function priced({ from, to, count: items }, index, all) {
  const first = index === 0;
  const last = index === all.length - 1;
  const value = `${first ? '' : from}-${last ? '' : to}`;
  return { value, label: all.length === 1 ? `${price(from)} to ${price(to)}` : priceLabel(value), items };
}

function bounds(value) {
  const [from, to] = value.split('-').map((one) => (/^\d+(\.\d+)?$/.test(one) ? Number(one) : null));
  return { from, to: to ?? null };
}

function priceClause(value) {
  const { from, to } = bounds(value);
  return [from === null ? null : `price >= ${from}`, to === null ? null : `price < ${to}`].filter(Boolean).join(' and ');
}

function priceLabel(value) {
  const { from, to } = bounds(value);
  if (from === null || to === null) {
    return from === null ? `under ${price(to)}` : `${price(from)} and more`;
  }
  return `${price(from)} to ${price(to)}`;
}

/** The filter for what is chosen, beside `fixed`; without the facet `besides` if given. */
export function filterOf(chosen, fixed, besides = null) {
  const clauses = FACETS.filter(({ name }) => chosen[name] && name !== besides).map(({ name, clause }) => clause(chosen[name]));
  return [fixed, ...clauses].filter(Boolean).map((one) => `(${one})`).join(' and ');
}

/** The names of the facets that are chosen. */
export const chosenOf = (chosen) => FACETS.map(({ name }) => name).filter((name) => chosen[name]);

/**
 * The facets as lists of buttons. `answers[name]` is what was found without that facet, so that the
 * other values keep their counts; `change({ name: value })` chooses, with null no value.
 */
export function facetLists(chosen, answers, change, { hidden = [] } = {}) {
  return FACETS.filter(({ name }) => !hidden.includes(name)).map((facet) => facetList(facet, chosen[facet.name], answers[facet.name], change)).filter(Boolean);
}

function facetList({ name, label, options }, chosen, answer, change) {
  const all = options(answer).filter((option) => option.items > 0);
  if (all.length < 2 && !chosen) {
    return null;
  }
  const at = all.findIndex((option) => option.value === chosen);
  const button = (option) => h('li', {}, h('button.facet', {
    type: 'button', 'aria-pressed': String(option.value === chosen), 'data-facet': `${name} ${option.value}`,
    onclick: () => change({ [name]: option.value === chosen ? null : option.value }),
  }, h('span', {}, option.label), h('span.muted', {}, count(option.items))));
  const more = all.slice(SHOWN);
  return h('section.facet-list', { 'aria-label': label },
    h('h2', {}, label),
    h('ul', {}, all.slice(0, SHOWN).map(button)),
    more.length ? h('details', { open: at >= SHOWN }, h('summary', {}, `${more.length} more`), h('ul', {}, more.map(button))) : null);
}

/** What is chosen, each with a cross that takes it away. */
export function chosenChips(chosen, change, { hidden = [] } = {}) {
  const set = FACETS.filter(({ name }) => chosen[name] && !hidden.includes(name));
  return set.length ? h('ul.chips.chosen', { 'aria-label': 'Narrowed to' }, set.map(({ name, label }) => {
    const words = name === 'price' ? priceLabel(chosen[name]) : chosen[name];
    return h('li', {}, h('button.chip', { type: 'button', 'aria-label': `${label}: ${words}. Take it away`, onclick: () => change({ [name]: null }) }, words, icon('close', 14)));
  })) : null;
}
