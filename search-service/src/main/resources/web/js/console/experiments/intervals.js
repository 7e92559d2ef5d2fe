/** Intervals of relative changes, one below the other, on one scale around none. */
import { h } from '../../lib/dom.js';
import { csvButton } from '../../parts/csv-button.js';
import { defined } from '../../parts/definition.js';
import { newId } from '../../lib/ids.js';
import { percent } from './said.js';

/** Beyond so much nothing is drawn: the first visitors' intervals are wide. */
export const WIDEST = 2;

/**
 * A panel of them; `bars` are `{ name, value, low, high }`, and an end that is not known is open. `about`
 * says what an interval is.
 */
export function intervalsPanel({ title, about, words, file, bars }) {
  const id = `intervals-${newId()}`;
  return h('section.panel', { 'aria-labelledby': id, 'data-chart': file },
    h('div.panel-head', {}, h('h2', { id }, defined(title, about)), words ? h('p.muted', {}, words) : null,
      csvButton(file, title, () => ({ names: ['what', 'change', 'low', 'high'], rows: bars.map(({ name, value, low, high }) => [name, value, low, high]) }))),
    intervals(bars));
}

function intervals(bars) {
  const ends = bars.flatMap(({ value, low, high }) => [value, low, high]).filter((end) => end !== null && end !== undefined);
  const most = Math.min(WIDEST, Math.max(0.01, ...ends.map(Math.abs)));
  const place = (end) => 50 + (50 * Math.max(-most, Math.min(most, end))) / most;
  return h('ul.intervals', {},
    bars.map(({ name, value, low, high }) => {
      const from = place(low ?? -most);
      const bar = h('i', { 'data-sure': low > 0 || high < 0 });
      bar.style.left = `${from}%`;
      bar.style.width = `${place(high ?? most) - from}%`;
      const dot = h('b', {});
      dot.style.left = `${place(value ?? 0)}%`;
      return h('li', {}, h('span', {}, name), h('span.interval', { 'aria-hidden': 'true' }, bar, value === null || value === undefined ? null : dot),
        h('span.interval-words', {}, value === null || value === undefined ? 'nothing yet' : `${percent(value)} (${percent(low)} to ${percent(high)})`));
    }));
}
