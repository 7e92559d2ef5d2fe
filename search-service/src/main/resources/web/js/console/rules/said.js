/** Rules in words. */
import { h } from '../../lib/dom.js';
import { count, counted } from '../../lib/format.js';

export const ACTIONS = {
  pin: { label: 'Pin', hint: 'Puts one item at a place.' },
  boost: { label: 'Boost', hint: 'Moves items up.' },
  bury: { label: 'Bury', hint: 'Moves items down.' },
  hide: { label: 'Hide', hint: 'Leaves items out.' },
  only: { label: 'Only', hint: 'Leaves all other items out.' },
};

/** A time as a day and an hour of the reader's. */
export const moment = (text) => new Date(text).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** active, scheduled or expired. */
export function stateOf(rule, now = Date.now()) {
  if (rule.to && new Date(rule.to).getTime() <= now) {
    return 'expired';
  }
  return rule.from && new Date(rule.from).getTime() > now ? 'scheduled' : 'active';
}

/** What a rule does, in one sentence; `items` knows the titles. */
export function sentence(rule, items) {
  const ids = rule.items ?? [];
  const title = (id) => items.get(id)?.title ?? id;
  const about = ids.length > 2 ? counted(ids.length, 'item') : ids.length ? ids.map(title).join(' and ') : `all with ${rule.filter}`;
  switch (rule.action) {
    case 'pin': return `Pin ${about} to place ${rule.position ?? 1}`;
    case 'boost': return `Boost ${about} by ${rule.strength ?? 0.3}`;
    case 'bury': return `Bury ${about} by ${rule.strength ?? 0.3}`;
    case 'hide': return `Hide ${about}`;
    default: return `Show only ${about}`;
  }
}

/** Where and when a rule applies, as tags. */
export function scopeTags(rule) {
  const tag = (kind, text) => h('li.tag', {}, h('span.muted', {}, `${kind} `), text);
  const { surfaces = [], segments = [], queries = [] } = rule;
  return h('ul.tags', { 'aria-label': 'Where and when' },
    surfaces.length ? surfaces.map((one) => tag('on', one)) : tag('on', 'every surface'),
    segments.map((one) => tag('for', one)),
    queries.map((one) => tag('searching', `“${one}”`)),
    rule.from ? tag('from', moment(rule.from)) : null,
    rule.to ? tag('until', moment(rule.to)) : null);
}

/** What a change did, by the rule before and after it; null before a rule was made or after its end. */
export function changeSaid(before, after) {
  if (!after) {
    return 'deleted';
  }
  if (!before) {
    return 'made';
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const short = (value) => (value === undefined ? 'nothing' : Array.isArray(value) && value.length > 3 ? `${count(value.length)} of them` : [value].flat().join(', '));
  return names.length ? names.map((name) => `${name}: ${short(before[name])} → ${short(after[name])}`).join('; ') : 'saved unchanged';
}

/** The message, with the other rules that it names as links. */
export function linked(text, rules, id) {
  return text.split(/("[^"]+")/).map((part) => {
    const name = part.match(/^"(.+)"$/)?.[1];
    return name && name !== id && rules.some((one) => one.id === name) ? h('a', { href: `#/rules/${encodeURIComponent(name)}` }, part) : part;
  });
}
