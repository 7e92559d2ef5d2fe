/** Names of figures, and how a value of each is written. */
import { count, duration, number, percent } from '../../lib/format.js';

const NAMES = { dau: 'Visitors a day', wau: 'in 7 days', mau: 'in 30 days', conversion: 'Visitors who buy', average_order: 'Average order',
  session_seconds: 'Session length', session_depth: 'Events a session', seconds_between_visits: 'Time between visits', repeat_interval_seconds: 'Time between purchases' };

export const nameOf = (figure) => NAMES[figure] ?? (figure.charAt(0).toUpperCase() + figure.slice(1)).replaceAll('_', ' ').replace(' per ', ' a ').replace(' seconds', '');

/** `unit` is that of the figure's definition. */
export function written(value, unit, currency = null) {
  if (value === null || value === undefined) {
    return '';
  }
  switch (unit) {
    case 'share': return percent(value);
    case 'seconds': return duration(value);
    case 'currency': return currency ? `${number(value)} ${currency}` : number(value);
    default: return Number.isInteger(value) ? count(value) : number(value);
  }
}

/** "between 90 and 110" where the figure is an estimate. */
export function range({ low, high }, unit) {
  return low === undefined || low === null || low === high ? null : `${written(low, unit)} to ${written(high, unit)} with 95 %`;
}
