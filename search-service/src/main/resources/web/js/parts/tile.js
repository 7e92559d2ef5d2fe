import { h } from '../lib/dom.js';
import { defined } from './definition.js';
import { sparkline } from './sparkline.js';

/** A card with one figure, what it means, and a line of words below; a curve if it has one. */
export function tile(name, about, value, detail = null, curve = null) {
  return h('div.figure', {},
    h('h2', {}, defined(name, about)),
    h('p.figure-value', {}, value),
    detail ? h('p.muted', {}, detail) : null,
    curve && curve.length > 1 ? sparkline(curve, { width: 150, height: 30 }) : null);
}
