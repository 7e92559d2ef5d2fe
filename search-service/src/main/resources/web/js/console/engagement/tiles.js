/** The figures of the whole time. */
import { h } from '../../lib/dom.js';
import { csvButton } from '../../parts/csv-button.js';
import { tile } from '../../parts/tile.js';
import { nameOf, range, written } from './words.js';

const FIRST = ['visitors', 'new', 'returning', 'resurrected', 'churned', 'sessions_per_visitor', 'session_seconds', 'bounce_rate',
  'conversion', 'orders', 'repeat_purchase_rate', 'coverage'];

export function tiles({ total, days }, definitions) {
  const sticky = days.toReversed().find((day) => day.figures.stickiness);
  const shown = FIRST.filter((name) => total.figures[name]);
  const one = (name) => tile(nameOf(name), definitions[name]?.text, written(total.figures[name].value, definitions[name]?.unit), range(total.figures[name], definitions[name]?.unit));
  const money = Object.entries(total.money).flatMap(([currency, figures]) => ['revenue', 'average_order'].filter((name) => figures[name]).map((name) =>
    tile(nameOf(name), definitions[name]?.text, written(figures[name].value, 'currency', currency))));
  const rows = () => [
    ...Object.entries(total.figures).map(([name, { value, low, high }]) => [name, '', value, low, high]),
    ...Object.entries(total.money).flatMap(([currency, figures]) => Object.entries(figures).map(([name, { value, low, high }]) => [name, currency, value, low, high]))];
  return h('section', { 'aria-labelledby': 'total-title' },
    h('div.panel-head.over', {}, h('h2', { id: 'total-title' }, 'The whole time'),
      csvButton('engagement-total', 'The whole time', () => ({ names: ['figure', 'currency', 'value', 'low', 'high'], rows: rows() }))),
    h('div.figures.many', { id: 'engagement-figures' },
      sticky ? tile('Stickiness', definitions.stickiness.text, written(sticky.figures.stickiness.value, 'share'), `on ${sticky.day}`) : null,
      shown.map(one), money));
}
