/** A table of data that can be saved: what every table of figures in the console is made by. */
import { h } from '../lib/dom.js';
import { csvButton } from './csv-button.js';
import { defined } from './definition.js';

/**
 * `columns` are `{ name, about, number, value(row), show(row) }`: `value` goes into the file, `show`,
 * the same if absent, into the cell; the first column heads its row. `more()` brings all rows for the file
 * where those shown are not all. Gives the head of a panel and the table.
 */
export function dataTable({ title, id, file, columns, rows, more = null, words = null, mark = () => ({}) }) {
  const cell = (column, row) => (column.show ?? column.value)(row) ?? '';
  return [
    h('div.panel-head', {}, h('h2', { id }, title), words ? h('p.muted', {}, words) : null,
      csvButton(file, title, async () => ({
        names: columns.filter((column) => column.value).map((column) => column.name),
        rows: (more ? await more() : rows).map((row) => columns.filter((column) => column.value).map((column) => column.value(row))),
      }))),
    h('div.scroll', { tabindex: 0, role: 'region', 'aria-labelledby': id }, h('table', {},
      h('thead', {}, h('tr', {}, columns.map((column) => h(column.number ? 'th.number' : 'th', { scope: 'col' },
        column.hidden ? h('span.visually-hidden', {}, column.name) : defined(column.name, column.about))))),
      h('tbody', {}, rows.map((row) => h('tr', mark(row), columns.map((column, i) => (i === 0
        ? h('th', { scope: 'row' }, cell(column, row))
        : h(column.number ? 'td.number' : 'td', {}, cell(column, row))))))))),
  ];
}
