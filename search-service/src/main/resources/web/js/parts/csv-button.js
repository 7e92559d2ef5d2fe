import { h } from '../lib/dom.js';
import { saveCsv } from '../lib/csv.js';
import { notify } from './toast.js';

/**
 * A button that saves what stands beside it. `table()` gives `{ names, rows }`, or a promise of it;
 * `of` says of what, for who does not see where the button stands.
 */
export function csvButton(name, of, table) {
  return h('button.text-button.csv', {
    type: 'button', 'aria-label': `${of} as CSV`,
    onclick: async () => {
      try {
        const { names, rows } = await table();
        saveCsv(name, names, rows);
      } catch (error) {
        notify(`That did not work. ${error.message}`);
      }
    },
  }, 'CSV');
}
