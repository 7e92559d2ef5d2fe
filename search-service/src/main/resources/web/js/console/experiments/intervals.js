/** Intervals of relative changes, one below the other, on one scale around none. */
import { h } from '../../lib/dom.js';
import { percent } from './said.js';

const WIDEST = 2;

/** `bars` are `{ name, value, low, high }`; an end that is not known is open. */
export function intervals(bars) {
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
