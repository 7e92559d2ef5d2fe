/** Numbers, prices, times and titles as people read them. */

const plain = new Intl.NumberFormat('en-GB');

const figures = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });

export const count = (n) => plain.format(n);

/** "1 item", "2 items". */
export const counted = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

export function price(amount, currency = 'GBP') {
  if (amount === null || amount === undefined) {
    return '';
  }
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency: currency ?? 'GBP' }).format(amount);
}

/** Milliseconds with as many decimals as mean something; seconds from ten on. */
export function millis(ms) {
  if (ms >= 10_000) {
    return `${Math.round(ms / 1000)} s`;
  }
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** A share as a percentage, with as many decimals as mean something. */
export function percent(share) {
  return share === null || share === undefined ? '' : `${(100 * share).toFixed(share !== 0 && Math.abs(share) < 0.1 ? 1 : 0)} %`;
}

/** A number with no more than three figures behind what stands before the point. */
export function number(value) {
  return value === null || value === undefined ? '' : figures.format(value);
}

/** Day and time of day. */
export const moment = (value) => (value ? new Date(value).toLocaleString('en-GB') : '');

export function date(value) {
  const day = new Date(value);
  return Number.isNaN(day.getTime()) ? '' : day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "12 s", "5 min", "3 h", "2 days". */
export function duration(seconds) {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} days`;
}
