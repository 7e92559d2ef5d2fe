/** What a visitor did, as numbers of this moment. */
import { h } from '../../lib/dom.js';
import { count, duration, moment, number, percent } from '../../lib/format.js';
import { csvButton } from '../../parts/csv-button.js';
import { dataTable } from '../../parts/data-table.js';

const WINDOWS = { '24h': 'in whole hours of the last 24', '7d': 'in the last 7 days, whole days of UTC', '30d': 'in the last 30 days', '90d': 'in the last 90 days', ever: 'ever' };
const COUNTS = { events: 'Events', views: 'Items looked at', carts: 'Put into the basket', searches: 'Searches', orders: 'Purchases', units: 'Pieces bought', spend: 'Paid, less what was paid back' };
const ABOUT = {
  days_known: 'Days since the first event',
  days_between_orders: 'Mean days between purchases, of two or more',
  return_rate: 'Pieces given back of those bought, smoothed',
  price: 'Geometric mean of the prices of interest, half-life 30 days',
  price_spread: 'Standard deviation of the logarithm of prices of interest',
  category_focus: 'Share of the strongest category in all interest',
  brand_focus: 'Share of the strongest brand in all interest',
  session_depth: 'Events a session, of the last 8',
  dwell_seconds: 'Seconds an event, of the last 8 sessions',
};
const SHARES = ['return_rate', 'category_focus', 'brand_focus'];

/** What a feature's name means. */
function meaning(name) {
  const at = name.lastIndexOf('_');
  const [what, window] = [COUNTS[name.slice(0, at)], WINDOWS[name.slice(at + 1)]];
  if (what && window) {
    return `${what} ${window}`;
  }
  const since = name.match(/^days_since_(.+)$/);
  return ABOUT[name] ?? (since ? `Days since the latest ${since[1]}` : null);
}

export function behaviourPanels(found, visitor) {
  if (!found.known) {
    return [h('section.panel', {}, h('h2', {}, 'Features'), h('p.muted', {}, found.nothing ?? 'The job features has written none of this visitor yet.'))];
  }
  const rows = Object.entries(found.features);
  return [
    found.categories.length || found.brands.length ? h('section.panel', { 'aria-labelledby': 'interest-title' },
      h('div.panel-head', {}, h('h2', { id: 'interest-title' }, 'Interest'), csvButton(`interest-${visitor}`, 'Interest', () => ({
        names: ['kind', 'name', 'share'],
        rows: [...found.categories.map((one) => ['category', one.name, one.share]), ...found.brands.map((one) => ['brand', one.name, one.share])],
      }))), h('div.two-columns', {}, shares('Categories', found.categories), shares('Brands', found.brands))) : null,
    found.sessions.length ? h('section.panel', { 'aria-labelledby': 'sessions-title' }, dataTable({
      title: 'Sessions', id: 'sessions-title', file: `sessions-${visitor}`, rows: found.sessions, words: 'The last 8, the latest first.',
      columns: [
        { name: 'Began', value: (row) => row.began, show: (row) => moment(row.began) },
        { name: 'Length', number: true, value: (row) => row.seconds, show: (row) => duration(row.seconds) },
        { name: 'Events', number: true, value: (row) => row.events, show: (row) => count(row.events) },
        { name: 'Views', number: true, value: (row) => row.views, show: (row) => count(row.views) },
      ],
    })) : null,
    h('details.panel', {}, h('summary', {}, `${count(rows.length)} figures of what they did`), dataTable({
      title: 'Features', id: 'features-title', file: `features-${visitor}`, rows, words: `As of ${moment(found.as_of)}.`,
      columns: [
        { name: 'Feature', value: ([name]) => name },
        { name: 'Value', number: true, value: ([, value]) => value, show: ([name, value]) => (SHARES.includes(name) ? percent(value) : number(value)) },
        { name: 'Meaning', value: ([name]) => meaning(name) ?? '' },
      ],
    })),
  ].filter(Boolean);
}

function shares(name, all) {
  return h('div', {}, h('h3', {}, name), all.length ? h('dl.parts.wide', {}, all.slice(0, 8).map((one) => {
    const bar = h('i', {});
    bar.style.left = '0';
    bar.style.width = `${Math.min(100, Math.abs(one.share) * 100)}%`;
    return h('div', { class: one.share < 0 ? 'against' : '' }, h('dt', {}, one.name), h('dd', {}, h('span.part-bar', { 'aria-hidden': 'true' }, bar), h('span', {}, percent(one.share))));
  })) : h('p.muted', {}, 'none'));
}
