/** Who came back of those who began together. */
import { h } from '../../lib/dom.js';
import { count, percent } from '../../lib/format.js';
import { dataTable } from '../../parts/data-table.js';

const SHADES = 45; // percent of the strongest colour: what stands on it stays readable

export function retentionPanel({ segments, definition }, grid, change) {
  const { cohorts = [], together = [] } = segments[0]?.retention ?? {};
  const steps = [...new Set([...together, ...cohorts.flatMap((one) => one.retained)].map((step) => step.after))].sort((a, b) => a - b);
  const rows = [...(together.length ? [{ cohort: 'together', size: cohorts.reduce((sum, one) => sum + one.size, 0), retained: together }] : []), ...cohorts.toReversed()];
  const of = (row, after) => row.retained.find((step) => step.after === after);
  const unit = grid === 'week' ? 'week' : 'day';
  const columns = [
    { name: `Began (${unit})`, value: (row) => row.cohort },
    { name: 'Visitors', number: true, value: (row) => row.size, show: (row) => count(row.size) },
    ...steps.map((after) => ({
      name: `${unit} ${after}`, number: true, value: (row) => of(row, after)?.rate ?? null,
      show: (row) => shade(of(row, after)),
    })),
  ];
  const switcher = h('div.segment-row', { role: 'group', 'aria-label': 'Grid' }, ['day', 'week'].map((one) =>
    h('button.chip', { type: 'button', 'aria-pressed': String(one === grid), onclick: () => change({ grid: one }) }, `by the ${one}`)));
  return h('section.panel', { id: 'retention', 'aria-labelledby': 'retention-title' }, steps.length
    ? [...dataTable({ title: 'Retention', id: 'retention-title', file: `retention-${grid}`, columns, rows, words: definition }), switcher]
    : [h('h2', { id: 'retention-title' }, 'Retention'), h('p.muted', {}, `${definition} No ${unit} after a first ${unit} is over yet: come back tomorrow, or take a longer time.`), switcher]);
}

function shade(step) {
  if (!step || step.rate === null || step.rate === undefined) {
    return '';
  }
  const cell = h('span.heat', { title: `${count(step.visitors)} of ${count(step.of)}` }, percent(step.rate));
  cell.style.setProperty('--heat', `${Math.round(SHADES * Math.min(1, step.rate))}%`);
  return cell;
}
