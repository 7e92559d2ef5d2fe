/** The time and the visitors that the figures are of. */
import { h } from '../../lib/dom.js';
import { choice, field } from '../field.js';

const DAYS = [['7', '7 days'], ['30', '30 days'], ['90', '90 days'], ['365', 'a year'], ['800', '800 days']];
const BY = [['all', 'everybody'], ['channel', 'channel'], ['country', 'country'], ['surface', 'surface'], ['variant', 'arm of an experiment'], ['generation', 'generation']];

/** `changed(state)` is called with what the address is to say. */
export function terms(state, changed) {
  const form = h('form.panel.filters', { onsubmit: (event) => event.preventDefault(), onchange: (event) => {
    const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
    const begins = event.target.name === 'by';
    changed({ ...given, ...(state.grid ? { grid: state.grid } : {}), value: begins ? '' : given.value ?? '' });
  } },
  field('Up to today', choice('days', DAYS, state.days ?? '30')),
  field('By', choice('by', BY, state.by ?? 'all')),
  state.by && state.by !== 'all'
    ? field('Value', h('input', { name: 'value', value: state.value ?? '', placeholder: 'each of them', autocomplete: 'off' })) : null,
  field('Traffic', choice('traffic', [['', 'people'], ['synthetic', 'synthetic']], state.traffic ?? '')));
  return form;
}
