/** The synonyms as the service has them loaded. */
import { h } from '../../lib/dom.js';
import { count } from '../../lib/format.js';
import { dataTable } from '../../parts/data-table.js';

export function synonymsPanel({ file, rules }) {
  return h('section.panel', { id: 'synonyms', 'aria-labelledby': 'synonyms-title' }, rules.length ? dataTable({
    title: 'Synonyms', id: 'synonyms-title', file: 'synonyms', rows: rules, words: `${count(rules.length)} phrases, from ${file}.`,
    columns: [
      { name: 'Who looks for', value: (row) => row.phrase },
      { name: 'finds also', value: (row) => row.finds.join(', ') },
    ],
  }) : [h('h2', { id: 'synonyms-title' }, 'Synonyms'),
    h('p.muted', {}, 'None are loaded. Write a file of lines such as “laptop, notebook” or “pda => smartphone”, name it in the setting synonyms (LIMPET_SYNONYMS), and start again.')]);
}
