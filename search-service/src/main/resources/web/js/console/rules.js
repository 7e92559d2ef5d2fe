/** What merchandisers want of answers: the rules there are, and who changed them. */
import { h, icon } from '../lib/dom.js';
import { itemsById } from '../lib/lookup.js';
import { api } from '../api.js';
import { message } from '../parts/message.js';
import { picture } from '../parts/picture.js';
import { notify } from '../parts/toast.js';
import { auditPanel } from './rules/audit.js';
import { ACTIONS, scopeTags, sentence, stateOf } from './rules/said.js';
import { confirmed } from './confirm.js';
import { signature, whoChanges } from './who.js';

const GROUPS = [['active', 'Active'], ['scheduled', 'Scheduled'], ['expired', 'Expired']];
const PICTURES = 6;

export async function rulesPage() {
  const content = h('div', {});
  const search = h('input', { type: 'search', placeholder: 'name, item, note', maxlength: 200, oninput: () => show() });
  let state;

  async function load() {
    const [rules, audit] = await Promise.all([api.rules(), api.rulesAudit()]);
    const items = await itemsById(rules.flatMap(({ rule }) => (rule.items ?? []).slice(0, PICTURES)));
    state = { rules, audit, items };
    show();
  }

  function show() {
    const { rules, audit, items } = state;
    const words = search.value.trim().toLowerCase();
    const found = rules.filter(({ id, rule }) => `${id} ${sentence(rule, items)} ${rule.note ?? ''}`.toLowerCase().includes(words));
    const groups = GROUPS.map(([name, label]) => [label, found.filter(({ rule }) => stateOf(rule) === name)]).filter(([, some]) => some.length);
    content.replaceChildren(
      ...(rules.length === 0 ? [message('No rules yet', 'Answers are as the ranking makes them. A rule pins an item to a place, moves items up or down, hides them, or shows nothing else.',
        h('a.button', { href: '#/rules/new' }, 'Make the first'))] : []),
      ...(rules.length && !found.length ? [h('p.muted', {}, 'No rule has these words.')] : []),
      ...groups.map(([label, some]) => h('section.panel', {},
        h('h2', {}, `${label} (${some.length})`),
        h('ul.rule-list', {}, some.map((one) => ruleRow(one, items, remove))))),
      auditPanel(audit, new Set(rules.map(({ id }) => id))));
  }

  async function remove(id, words) {
    await confirmed(`Delete “${id}”? It says: ${words}. The audit keeps what it was.`, 'Delete', async () => {
      const by = await whoChanges();
      if (by) {
        await api.deleteRule(id, by);
        notify(`Deleted: ${id}.`);
        await load();
      }
    });
  }

  await load();
  return {
    title: 'Rules',
    element: h('div', {},
      h('div.page-title', {}, h('h1', {}, 'Rules'), signature(),
        h('label.field.inline', {}, h('span', {}, 'Search'), search),
        h('a.button', { href: '#/rules/new' }, icon('plus', 18), 'New rule')),
      content),
  };
}

function ruleRow({ id, rule }, items, remove) {
  const words = sentence(rule, items);
  const shown = (rule.items ?? []).slice(0, PICTURES);
  return h('li.rule', { 'data-rule': id, 'data-state': stateOf(rule) },
    h('span.action', { 'data-action': rule.action }, ACTIONS[rule.action].label),
    h('div.rule-words', {},
      h('h3', {}, words),
      h('p.muted', {}, [id, rule.note].filter(Boolean).join(' · ')),
      scopeTags(rule)),
    shown.length ? h('div.rule-pictures', {}, shown.map((item) => picture(items.get(item)))) : h('span', {}),
    h('div.rule-moves', {},
      h('a.button.quiet.small', { href: `#/rules/${encodeURIComponent(id)}`, 'aria-label': `Edit ${id}` }, 'Edit'),
      h('button.button.quiet.small', { type: 'button', 'aria-label': `Delete ${id}`, onclick: () => remove(id, words) }, 'Delete')));
}
