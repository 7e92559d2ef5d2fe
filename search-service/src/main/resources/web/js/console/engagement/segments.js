/** Each value of a dimension on a line of its own. */
import { h } from '../../lib/dom.js';
import { dataTable } from '../../parts/data-table.js';
import { nameOf, written } from './words.js';

const SHOWN = ['visitors', 'new', 'returning', 'sessions_per_visitor', 'bounce_rate', 'conversion', 'orders'];

export function segmentsPanel(segments, definitions, { by }, addressOf) {
  const columns = [
    { name: by, value: (row) => row.value, show: (row) => h('a', { href: addressOf(row.value) }, row.value || 'nothing named') },
    ...SHOWN.map((name) => ({
      name: nameOf(name), about: definitions[name]?.text, number: true,
      value: (row) => row.total.figures[name]?.value ?? null, show: (row) => written(row.total.figures[name]?.value, definitions[name]?.unit),
    })),
  ];
  return h('section.panel', { 'aria-labelledby': 'segments-title' }, dataTable({
    title: `By ${by}`, id: 'segments-title', file: `engagement-by-${by}`, columns, rows: segments, mark: (row) => ({ 'data-segment': row.value }),
    words: 'Each is measured by its own events alone, so visitors cannot be added.',
  }));
}
