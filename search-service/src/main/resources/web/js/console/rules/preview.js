/** What a rule would change: an answer without it and with it, side by side. */
import { h } from '../../lib/dom.js';
import { counted } from '../../lib/format.js';
import { itemsById } from '../../lib/lookup.js';
import { api, ApiError } from '../../api.js';
import { picture } from '../../parts/picture.js';
import { choice, field, visitorInput } from '../field.js';
import { linked, stateOf } from './said.js';

const WAIT_MILLIS = 300;
const LIMIT = 12;
const CONTRADICTION = 409;
const SEARCH = 'search';

/**
 * The panel, and `show(id, rule)` that fills it for a rule; null while there is none. `wrong(error)`
 * is told what is wrong with the rule itself, null if nothing; which other it contradicts is said here.
 */
export function rulePreview(surfaces, rules, wrong) {
  const lists = h('div.sides', {});
  const status = h('p.muted', { role: 'status' });
  const visitor = visitorInput('', () => again());
  const surface = choice('surface', surfaces.map((name) => [name, name]), 'home');
  const query = h('input', { name: 'preview-query', maxlength: 1000, autocomplete: 'off', oninput: () => again() });
  const searching = field('Searching', query);
  let asked = { id: null, rule: null };
  let timer = null;
  let running = null;

  const again = () => show(asked.id, asked.rule);

  function show(id, rule) {
    asked = { id, rule };
    clearTimeout(timer);
    timer = setTimeout(load, WAIT_MILLIS);
  }

  async function load() {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const { id, rule } = asked;
    searching.hidden = surface.value !== SEARCH;
    query.placeholder = rule?.queries?.[0] ?? 'anything';
    if (!rule) {
      status.textContent = 'Say which items the rule is about, and its effect is shown here.';
      lists.replaceChildren();
      wrong(null);
      return;
    }
    try {
      const effect = await ask(id, rule, mine.signal);
      const items = await itemsById([...effect.before, ...effect.after]);
      if (running === mine) {
        status.textContent = said(effect, rule);
        lists.replaceChildren(side('Without it', effect.before, effect.after, items), side('With it', effect.after, effect.before, items));
        wrong(null);
      }
    } catch (error) {
      if (running === mine && error.name !== 'AbortError') {
        const contradicts = error instanceof ApiError && error.status === CONTRADICTION;
        status.replaceChildren(contradicts ? h('span.problem', {}, linked(error.message, rules, id)) : 'No preview: see what is wrong in the rule.');
        lists.replaceChildren();
        wrong(contradicts ? null : error);
      }
    }
  }

  /** A rule that does not apply now is asked as if it did; its dates count where it would contradict. */
  async function ask(id, rule, signal) {
    const request = requestFor(rule);
    if (stateOf(rule) === 'active') {
      return api.previewRule(id, rule, request, signal);
    }
    const { from, to, ...always } = rule;
    await api.previewRule(id, rule, request, signal); // what is wrong with it as it is
    return api.previewRule(id, always, request, signal)
      .catch((error) => (error.status === CONTRADICTION ? api.previewRule(id, rule, request, signal) : Promise.reject(error)));
  }

  function requestFor(rule) {
    const who = visitor.querySelector('input').value.trim();
    const anonymous = who.match(/^anonymous:(.+)$/);
    const { queries = [], segments = [] } = rule;
    const words = (surface.value === SEARCH && query.value.trim()) || queries[0];
    const common = {
      ...(anonymous ? { anonymous_id: anonymous[1] } : who ? { user_id: who } : {}),
      limit: Math.max(LIMIT, Math.min(100, rule.position ?? 1)),
      ...(words ? { query: words } : {}),
      ...(segments.length ? { segments } : {}),
    };
    return surface.value === SEARCH ? { search: common } : { request: { ...common, surface: surface.value } };
  }

  const element = h('section.panel.preview', { 'aria-labelledby': 'preview-title' },
    h('h2', { id: 'preview-title' }, 'Preview'),
    h('div.preview-terms', { onchange: again }, field('Seen by visitor', visitor), field('On', surface), searching),
    status, lists);
  return {
    element,
    show,
    /** The surface to look at, once the rule names some. */
    prefer(names) {
      if (names.length && !names.includes(surface.value)) {
        surface.value = names[0];
      }
    },
  };
}

function said({ before, after, entered, left }, rule) {
  const moved = after.filter((id, index) => before.includes(id) && before[index] !== id).length;
  const parts = [
    entered.length ? `${counted(entered.length, 'item')} in` : '',
    left.length ? `${counted(left.length, 'item')} out` : '',
    moved ? `${moved} moved` : '',
  ].filter(Boolean);
  const effect = parts.length ? parts.join(', ') : 'No effect on this answer';
  return `${effect}${stateOf(rule) === 'active' ? '.' : `: as if it applied now, it is ${stateOf(rule)}.`}`;
}

/** One of the two lists; each item says how it stands in the other. */
function side(title, ids, other, items) {
  const isAfter = title === 'With it';
  return h('div.side', {}, h('h3', {}, title), h('ol', {}, ids.map((id, index) => {
    const item = items.get(id) ?? { item_id: id };
    const there = other.indexOf(id);
    return h('li', { class: there < 0 ? (isAfter ? 'in' : 'out') : '' },
      h('span.side-rank', {}, index + 1), picture(item),
      h('span.side-title', {}, item.title ?? id),
      isAfter ? shift(there, index) : there < 0 ? h('span.shift', {}, 'out') : null);
  })));
}

function shift(before, now) {
  if (before < 0) {
    return h('span.shift', {}, 'in');
  }
  const by = before - now;
  return by ? h('span.shift', { 'aria-label': `${by > 0 ? 'up' : 'down'} ${Math.abs(by)}` }, `${by > 0 ? '↑' : '↓'}${Math.abs(by)}`) : null;
}
