/** A surface as people read it, what is not known here by its names: what is recalled, how it is weighed, what is hidden. */
import { h } from '../../lib/dom.js';
import { count, counted } from '../../lib/format.js';

const USUAL_TIMEOUT = 100;
const KNOWN = ['sources', 'weights', 'ranker', 'filters', 'filter', 'diversity'];
const HIDES = {
  bought: () => 'what the visitor bought',
  touched: ({ hours }) => `what the visitor did something with in the last ${counted(hours, 'hour')}`,
  disliked: () => 'what the visitor is not interested in',
  impressed: ({ times, hours }) => `what was shown ${times} times within ${counted(hours, 'hour')}`,
};

export function readable(surface) {
  const { sources = {}, weights = {}, ranker, filters = {}, filter, diversity = {} } = surface;
  const hides = Object.entries(filters).map(([name, terms]) => HIDES[name]?.(terms) ?? name);
  return h('div.readable', {},
    h('div', {}, h('h3', {}, 'Recalls'), bars(Object.entries(sources).map(([name, { quota, timeout_ms: timeout }]) =>
      [name, quota, `${count(quota)}${timeout && timeout !== USUAL_TIMEOUT ? `, ${timeout} ms` : ''}`]))),
    h('div', {}, h('h3', {}, 'Weighs'), bars(Object.entries(weights).map(([name, weight]) => [name, weight, String(weight)]))),
    h('dl.terms', {},
      term('Ranker', ranker ? terms(ranker) : 'not used: the weights decide'),
      term('Hides', hides.length ? hides.join(', ') : 'only what is never shown'),
      filter ? term('Filter', h('code', {}, filter)) : null,
      term('Diversity', (diversity.category_share < 1 ? `at most ${Math.round(diversity.category_share * 100)} % of one category` : 'any share of one category')
        + (diversity.mmr ? `, being alike counts ${diversity.mmr} against an item` : '')),
      Object.entries(surface).filter(([name]) => !KNOWN.includes(name)).map(([name, value]) =>
        term(name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' '), value.share === 0 ? 'off' : terms(value)))));
}

const term = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

const terms = (value) => (value && typeof value === 'object'
  ? Object.entries(value).map(([name, one]) => `${name.replaceAll('_', ' ')} ${terms(one)}`).join(', ')
  : String(value));

/** Rows of `[name, value, words]`, those of 0 left out. */
function bars(rows) {
  const set = rows.filter(([, value]) => value > 0);
  const most = Math.max(...set.map(([, value]) => value), 1e-9);
  return h('dl.parts', {}, set.map(([name, value, words]) => {
    const fill = h('i', {});
    fill.style.width = `${Math.max(1, (value / most) * 100)}%`;
    return h('div', {}, h('dt', {}, name), h('dd', {}, h('span.part-bar', { 'aria-hidden': 'true' }, fill), h('span', {}, words)));
  }));
}
