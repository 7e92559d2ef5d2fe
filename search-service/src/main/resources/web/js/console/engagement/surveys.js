/** What visitors said when they were asked. */
import { h } from '../../lib/dom.js';
import { count, number, percent } from '../../lib/format.js';
import { dataTable } from '../../parts/data-table.js';

const ABOUT = {
  nps: 'Would you recommend us, 0 to 10: promoters (9, 10) less detractors (0 to 6), in points from -100 to 100.',
  csat: 'How satisfied are you, 1 to 5: the share of 4 and 5.',
  thumbs: 'Do you like it: the share of up.',
};

export function surveysPanel(found) {
  const surveys = found.surveys.filter((one) => one.all.asked > 0 || one.all.answers > 0);
  if (surveys.length === 0) {
    return [];
  }
  const score = (row) => row.all.score;
  const said = (row, value) => (row.kind === 'nps' ? number(value) : percent(value));
  const columns = [
    { name: 'Survey', value: (row) => row.kind, show: (row) => h('span', {}, row.kind, h('span.muted', {}, ABOUT[row.kind] ?? '')) },
    { name: 'Asked', number: true, value: (row) => row.all.asked, show: (row) => count(row.all.asked) },
    { name: 'Answers', number: true, value: (row) => row.all.answers, show: (row) => count(row.all.answers) },
    { name: 'Score', about: 'With the interval that holds it with 95 %.', number: true, value: (row) => score(row)?.value ?? null,
      show: (row) => (score(row) ? `${said(row, score(row).value)} (${said(row, score(row).low)} to ${said(row, score(row).high)})` : '') },
  ];
  return [h('section.panel', { 'aria-labelledby': 'surveys-title' },
    dataTable({ title: 'What visitors say', id: 'surveys-title', file: 'surveys', columns, rows: surveys, mark: (row) => ({ 'data-survey': row.kind }) }))];
}
