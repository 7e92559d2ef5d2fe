/** What a visitor is expected to do; a generation that was trained to predict tells it. */
import { h } from '../../lib/dom.js';
import { moment, number, percent } from '../../lib/format.js';
import { api, ApiError } from '../../api.js';
import { dataTable } from '../../parts/data-table.js';

const LIKELY = 5;

/** Fills the panel once the answer is there; only a generation that predicts is asked. */
export async function predictionsPanel(panel, visitor) {
  const nothing = (words) => panel.replaceChildren(h('h2', { id: 'predictions-title' }, 'Predictions'), h('p.muted', {}, words));
  nothing('Asking …');
  try {
    const { generations } = await api.models();
    if (!generations.some((one) => one.predicts)) {
      nothing('No generation here predicts. One does that was trained with `limpet train --predictions on`, on 305 days of events or more, and released.');
      return;
    }
    const found = await api.userPredictions(visitor);
    const rows = rowsOf(found);
    if (rows.length === 0) {
      nothing('Nothing can be told of this visitor yet.');
    } else {
      panel.replaceChildren(...table(found, rows, visitor));
    }
  } catch (error) {
    nothing(error instanceof ApiError ? error.message : String(error));
  }
}

function table({ generation, as_of: asOf }, rows, visitor) {
  return dataTable({
    title: 'Predictions', id: 'predictions-title', file: `predictions-${visitor}`, rows, words: `By ${generation}, as of ${moment(asOf)}.`,
    columns: [
      { name: 'What', value: (row) => row.name },
      { name: 'Predicted', number: true, value: (row) => row.value, show: (row) => row.said(row.value) },
      { name: 'Meaning', value: (row) => row.about },
    ],
  });
}

function rowsOf(found) {
  const row = (name, about, value, said = percent) => ({ name, about, value, said });
  return [
    row('Comes back', 'Probability of doing anything within 7 days.', found.return_probability),
    row('Is lost', 'Probability of doing nothing within 30 days.', found.churn_probability),
    row('Will pay', 'Expected within 90 days, less what is paid back, in the currency of the events.', found.expected_value, number),
    ...Object.entries(found.next_action ?? {}).map(([action, value]) => row(`Next: ${action}`, 'Probability of what follows the latest event in its session.', value)),
    ...(found.categories ?? []).slice(0, LIKELY).map((one) => row(`In ${one.category}`, 'Probability that what is done next is in this category.', one.probability)),
  ].filter((one) => one.value !== null && one.value !== undefined);
}
