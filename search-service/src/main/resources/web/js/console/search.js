/** Any search, with how it came about; and the synonyms. The question stands in the address. */
import { h } from '../lib/dom.js';
import { counted, count, millis, number, price } from '../lib/format.js';
import { addressOf, parameters, remember } from '../lib/address.js';
import { api, quoted } from '../api.js';
import { itemOf } from '../parts/card.js';
import { dataTable } from '../parts/data-table.js';
import { message } from '../parts/message.js';
import { picture } from '../parts/picture.js';
import { field, visitorInput } from './field.js';
import { synonymsPanel } from './search/synonyms.js';

const PATH = '#/search';
const SHOWN = 24;
const FACETS = 8;
const ABOUT = {
  words: 'By the words of the query, against the best of this search: 1.',
  meaning: 'By meaning: how near the text of the item is to that of the query.',
  taste: 'How much the visitor is likely to like it, 0 to 1: counts for little beside the query.',
  match: 'Words, meaning and liking together, before rules.',
};

export async function searchPage() {
  const content = h('div', {});
  const status = h('p.inspected', { role: 'status' });
  const synonyms = await api.synonyms();
  let turn = 0;

  async function show(asked) {
    const mine = ++turn;
    status.textContent = 'Searching …';
    const anonymous = asked.visitor?.match(/^anonymous:(.+)$/);
    const start = performance.now();
    try {
      const found = await api.search({
        query: asked.q ?? '', limit: SHOWN, explain: true, filter: asked.filter,
        ...(anonymous ? { anonymous_id: anonymous[1] } : { user_id: asked.visitor }),
      });
      if (mine === turn) {
        status.textContent = `${counted(found.total, 'item')} for ${asked.q ? `“${asked.q}”` : 'no words: the most popular first'}, in ${millis(performance.now() - start)} as this browser saw it.`;
        content.replaceChildren(...panels(asked, found));
      }
    } catch (error) {
      if (mine === turn) {
        status.textContent = '';
        content.replaceChildren(h('p.problem', { role: 'alert' }, error.message));
      }
    }
  }

  const state = parameters();
  const ask = (event) => {
    event?.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
    remember(PATH, given);
    show(given);
  };
  const form = h('form.panel.filters', { role: 'search', onsubmit: ask },
    field('Query', h('input', { name: 'q', type: 'search', value: state.q ?? '', maxlength: 1000, autocomplete: 'off' })),
    field('By visitor', visitorInput(state.visitor ?? '', () => form.requestSubmit())),
    field('Filter', h('input', { name: 'filter', value: state.filter ?? '', maxlength: 4000, placeholder: 'price < 10', autocomplete: 'off', spellcheck: 'false' })),
    h('button.button', { type: 'submit' }, 'Search'));
  await show(state);
  return {
    title: 'Search',
    element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'Search'), h('p.muted', {}, 'What a query finds, and why.')), form, status, content, synonymsPanel(synonyms)),
  };
}

function panels(asked, found) {
  const { scores = {}, matches = {}, rules = [] } = found.explanation ?? {};
  const narrowed = (clause) => addressOf(PATH, { ...asked, filter: asked.filter ? `(${asked.filter}) and ${clause}` : clause });
  return [
    found.did_you_mean ? h('p.corrected', {}, 'No item has all of these words. Searched for ', h('a', { href: addressOf(PATH, { ...asked, q: found.did_you_mean }) }, `“${found.did_you_mean}”`), ' instead.') : null,
    rules.length ? h('section.panel', {}, h('h2', {}, 'Rules'), h('ul.tags', {}, rules.map((rule) =>
      h('li', {}, h('a.tag.rule-tag', { href: `#/rules/${encodeURIComponent(rule.id)}` }, `${rule.action}: ${rule.id}`))))) : null,
    found.items.length ? h('section.panel', { 'aria-labelledby': 'found-title' }, foundTable(found, scores, matches))
      : message('Nothing is found', 'No item has these words or means something like them within the filter. A synonym may help, or another filter.'),
    facetsPanel(found, narrowed),
  ].filter(Boolean);
}

function foundTable({ items, total }, scores, matches) {
  const names = ['words', 'meaning', 'taste'].filter((name) => items.some((row) => matches[row.item_id]?.[name] !== undefined));
  const ruled = items.some((row) => Object.keys(scores[row.item_id] ?? {}).length > 1);
  return dataTable({
    title: 'What is found', id: 'found-title', file: 'search', rows: items, words: `The first ${count(items.length)} of ${count(total)}.`,
    mark: (row) => ({ 'data-found': row.item_id }),
    columns: [
      { name: 'Item', value: (row) => row.item_id, show: (row) => itemCell(itemOf(row)) },
      { name: 'Price', number: true, value: (row) => itemOf(row).price ?? null, show: (row) => price(itemOf(row).price, itemOf(row).currency) },
      ...names.map((name) => ({ name, about: ABOUT[name], number: true, value: (row) => matches[row.item_id]?.[name] ?? null, show: (row) => number(matches[row.item_id]?.[name]) })),
      { name: 'match', about: ABOUT.match, number: true, value: (row) => scores[row.item_id]?.match ?? null, show: (row) => number(scores[row.item_id]?.match) },
      ...(ruled ? [{ name: 'rules', about: 'What rules added.', number: true, value: (row) => byRules(scores[row.item_id]), show: (row) => number(byRules(scores[row.item_id])) }] : []),
      { name: 'score', about: 'The sum, by which they stand in order.', number: true, value: (row) => row.score, show: (row) => h('b', {}, number(row.score)) },
    ],
  });
}

const byRules = (parts = {}) => Object.entries(parts).filter(([name]) => name !== 'match').reduce((sum, [, value]) => sum + value, 0);

const itemCell = (item) => h('span.item-cell', {}, picture(item), h('span', {},
  h('a', { href: `/#/item/${encodeURIComponent(item.item_id)}` }, item.title ?? item.item_id), h('span.muted', {}, [item.item_id, item.brand].filter(Boolean).join(' · '))));

function facetsPanel({ categories, brands, prices, attributes }, narrowed) {
  const list = (name, values) => (values.length ? h('div', {}, h('h3', {}, name), h('ul.tags', {}, values.slice(0, FACETS).map(([label, items, clause]) =>
    h('li', {}, h('a.tag', { href: narrowed(clause) }, label, ' ', h('span.muted', {}, count(items))))))) : null);
  const lists = [
    list('Categories', categories.map((one) => [one.name, one.count, `category = ${quoted(one.name)}`])),
    list('Brands', brands.map((one) => [one.name, one.count, `brand = ${quoted(one.name)}`])),
    list('Prices', prices.map((one) => [`${price(one.from)} to ${price(one.to)}`, one.count, `price >= ${one.from} and price < ${one.to}`])),
    ...attributes.map((of) => list(of.name, of.values.map((one) => [one.name, one.count, `attribute = ${quoted(`${of.name}=${one.name}`)}`]))),
  ].filter(Boolean);
  return lists.length ? h('section.panel', { 'aria-labelledby': 'facets-title' }, h('h2', { id: 'facets-title' }, 'Facets'),
    h('p.muted', {}, 'Over everything found; a click narrows.'), h('div.two-columns', {}, lists)) : null;
}
