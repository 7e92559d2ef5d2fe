/** Who changed which rule, when, and what about it. */
import { h } from '../../lib/dom.js';
import { csvButton } from '../../parts/csv-button.js';
import { changeSaid, moment } from './said.js';

const SHOWN = 20;

/** `audit` has the latest change first; `there` the ids of the rules that still are. */
export function auditPanel(audit, there) {
  const said = audit.map((change, index) => {
    const before = audit.slice(index + 1).find((older) => older.id === change.id)?.after ?? null;
    return { change, what: changeSaid(before, change.after) };
  });
  const rows = said.map(({ change, what }) => h('tr', {},
    h('td', {}, moment(change.at)),
    h('td', {}, change.by ?? h('span.muted', {}, 'nobody said')),
    h('th', { scope: 'row' }, there.has(change.id) ? h('a', { href: `#/rules/${encodeURIComponent(change.id)}` }, change.id) : change.id),
    h('td.changed', {}, what)));
  const body = h('tbody', {}, rows.slice(0, SHOWN));
  const more = h('button.button.quiet.small', { type: 'button', onclick: () => {
    body.replaceChildren(...rows);
    more.remove();
  } }, `Show all ${rows.length}`);
  return h('section.panel', { 'aria-labelledby': 'audit-title' },
    h('div.panel-head', {}, h('h2', { id: 'audit-title' }, 'Audit'), rows.length ? csvButton('rules-audit', 'Audit', () => ({
      names: ['when', 'who', 'rule', 'what'], rows: said.map(({ change, what }) => [change.at, change.by ?? '', change.id, what]),
    })) : null),
    rows.length
      ? h('div.audit', {}, h('table', {}, h('thead', {}, h('tr', {}, ['When', 'Who', 'Rule', 'What'].map((name) => h('th', { scope: 'col' }, name)))), body))
      : h('p.muted', {}, 'Nobody changed a rule yet.'),
    rows.length > SHOWN ? more : null);
}
