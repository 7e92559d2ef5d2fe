/** Buttons for what may be done to something that is listed: each asks, wants a name for the audit, and does it. */
import { h } from '../lib/dom.js';
import { notify } from '../parts/toast.js';
import { confirmed } from './confirm.js';
import { whoChanges } from './who.js';

/** `act(by)` does it; `refresh()` shows what came of it. */
export function deed({ label, id, question, act, refresh }) {
  return h('button.button.quiet.small', { type: 'button', 'aria-label': `${label} ${id}`, onclick: () => confirmed(question, label, async () => {
    const by = await whoChanges();
    if (by) {
      await act(by);
      notify(`${label}: ${id}.`);
      await refresh();
    }
  }) }, label);
}
