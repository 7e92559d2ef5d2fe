/** Demand of the weeks to come, how long the stock lasts, and what has to be ordered. */
import { h } from '../lib/dom.js';
import { parameters, remember } from '../lib/address.js';
import { count, moment, number } from '../lib/format.js';
import { api, ApiError } from '../api.js';
import { dataTable } from '../parts/data-table.js';
import { message } from '../parts/message.js';
import { choice, field } from './field.js';
import { demandChart } from './stock/demand.js';

const SHOWN = 100;
const ALL = 10_000;
const PATH = '#/stock';
const LEVELS = ['0.5', '0.75', '0.835', '0.975', '0.995'];

const itemAddress = (itemId) => `#/stock/${encodeURIComponent(itemId)}`;

export async function stockPage() {
  const content = h('div', {});

  async function load(state) {
    const asked = { lead_days: state.lead ?? 14, review_days: state.review ?? 7, service_level: state.level ?? 0.975, ...(state.reorder ? { reorder: true } : {}) };
    try {
      const [stock, alerts, categories] = await Promise.all([api.stock({ ...asked, limit: SHOWN }), api.alerts(), api.categories()]);
      content.replaceChildren(...panels(state, asked, stock, alerts.alerts, categories));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) {
        throw error;
      }
      content.replaceChildren(h('p.problem', { role: 'alert' }, error.message));
    }
  }

  function panels(state, asked, stock, alerts, categories) {
    if (stock.total === 0 && alerts.length === 0 && !state.reorder) {
      return [message('No forecasts yet', 'Make them with `limpet forecast` from the lake, or from files, and post what it writes to POST /v1/forecasts. Items also need their stock: PATCH /v1/items/{id} with {"stock": 40}.',
        h('a.button', { href: '/openapi.yaml' }, 'OpenAPI'))];
    }
    return [
      h('section.panel', { 'aria-labelledby': 'alerts-title' }, alerts.length ? alertTable(alerts)
        : [h('h2', { id: 'alerts-title' }, 'To be ordered now'), h('p.muted', {}, 'Nothing: of every item with a forecast there is enough.')]),
      categoryPanel(state, categories, (category) => remember(PATH, { ...state, category })),
      h('section.panel', { 'aria-labelledby': 'stock-title' }, stockTable(stock, asked)),
    ];
  }

  const state = parameters();
  const form = h('form.panel.filters', { onsubmit: (event) => event.preventDefault(), onchange: () => {
    const next = { ...parameters(), ...Object.fromEntries(new FormData(form)), reorder: form.elements.reorder.checked ? 'true' : '' };
    remember(PATH, next);
    load(next);
  } },
  field('Days to a delivery', h('input', { name: 'lead', type: 'number', min: 1, max: 90, value: state.lead ?? 14 })),
  field('Days between two looks', h('input', { name: 'review', type: 'number', min: 1, max: 90, value: state.review ?? 7 })),
  field('Level of service', choice('level', LEVELS.map((one) => [one, `${Number(one) * 100} %`]), state.level ?? '0.975')),
  h('label.tick', {}, h('input', { type: 'checkbox', name: 'reorder', checked: Boolean(state.reorder) }), 'Only what is to be ordered'));
  await load(state);
  return {
    title: 'Stock',
    element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'Stock'), h('p.muted', {}, 'What will be bought, how long the stock lasts, and what to order.')), form, content),
  };
}

function alertTable(alerts) {
  return dataTable({
    title: 'To be ordered now', id: 'alerts-title', file: 'stock-alerts', rows: alerts, words: 'By 14 days to a delivery, 7 between two looks, 97.5 % service. The longest standing first.',
    mark: (row) => ({ 'data-alert': row.item_id }),
    columns: [
      { name: 'Item', value: (row) => row.item_id, show: (row) => h('a', { href: itemAddress(row.item_id) }, row.item_id) },
      { name: 'Why', value: (row) => row.kind, show: (row) => h('span.state', { 'data-state': row.kind }, row.kind.replaceAll('_', ' ')) },
      { name: 'Stock', number: true, value: (row) => row.stock, show: (row) => count(row.stock) },
      { name: 'Days of cover', number: true, value: (row) => row.days_of_cover, show: (row) => number(row.days_of_cover) },
      { name: 'Order', number: true, value: (row) => row.order, show: (row) => count(row.order) },
      { name: 'Since', value: (row) => row.raised_at, show: (row) => moment(row.raised_at) },
    ],
  });
}

function stockTable(stock, asked) {
  return dataTable({
    title: 'Days of cover', id: 'stock-title', file: 'stock', rows: stock.items, words: `What runs out first first. ${count(stock.items.length)} of ${count(stock.total)}.`,
    more: async () => (await api.stock({ ...asked, limit: ALL })).items,
    mark: (row) => ({ 'data-stock': row.item_id }),
    columns: [
      { name: 'Item', value: (row) => row.item_id, show: (row) => h('span', {}, h('a', { href: itemAddress(row.item_id) }, row.title), h('span.muted', {}, row.item_id)) },
      { name: 'Stock', about: 'Pieces, as the catalogue says.', number: true, value: (row) => row.stock, show: (row) => count(row.stock) },
      { name: 'Days of cover', about: 'Until the stock is gone if what is expected is bought; 365 for longer.', number: true, value: (row) => row.days_of_cover, show: (row) => number(row.days_of_cover) },
      { name: 'Reorder point', about: 'Pieces asked for within the time to a delivery, at the level of service. An order is due when the stock is no more than that.', number: true, value: (row) => row.reorder_point, show: (row) => number(row.reorder_point) },
      { name: 'Order', about: 'Pieces that last until the delivery after the next look.', number: true, value: (row) => row.order, show: (row) => (row.reorder ? h('b', {}, count(row.order)) : '') },
    ],
  });
}

/** The demand of one category at a time. */
function categoryPanel(state, categories, chosen) {
  const place = h('div', {});
  const picker = choice('category', [['', 'choose one'], ...categories.map(({ name }) => [name, name])], state.category ?? '');
  const show = async () => {
    place.replaceChildren();
    if (picker.value) {
      try {
        place.replaceChildren(demandChart(await api.categoryForecast(picker.value)));
      } catch (error) {
        place.replaceChildren(h('p.muted', {}, error.message));
      }
    }
  };
  picker.addEventListener('change', () => {
    chosen(picker.value);
    show();
  });
  if (state.category) {
    show();
  }
  return h('section.panel', { 'aria-labelledby': 'category-title' },
    h('div.panel-head', {}, h('h2', { id: 'category-title' }, 'Demand of a category'), field('Category', picker)), place);
}

/** One item: `#/stock/ITEM`. */
export async function stockItemPage(itemId) {
  const back = h('a', { href: PATH }, 'All stock');
  try {
    const [item, forecast] = await Promise.all([api.item(itemId), api.itemForecast(itemId)]);
    return { title: item.title ?? itemId, element: h('div', {},
      h('div.page-title', {}, h('h1', {}, item.title ?? itemId), back),
      h('section.panel', { 'aria-labelledby': 'demand-title' }, h('h2', { id: 'demand-title' }, 'Demand'), demandChart(forecast),
        h('p.muted', {}, `${item.stock === undefined || item.stock === null ? 'Its stock is not known.' : `${count(item.stock)} in stock.`} It was first sold ${count(forecast.history_weeks)} weeks before the forecast.`))) };
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    return { title: itemId, element: h('div', {}, h('div.page-title', {}, h('h1', {}, itemId), back), message('No forecast', error.message)) };
  }
}

