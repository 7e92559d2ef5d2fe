import { h } from '../lib/dom.js';

/** Asks before it does: `act()` runs on yes, and what it throws is shown in the question. */
export function confirmed(question, label, act) {
  return new Promise((resolve) => {
    const problem = h('p.problem', { role: 'alert', hidden: true });
    const yes = h('button.button', { type: 'button', onclick: async () => {
      yes.disabled = true;
      try {
        await act();
        dialog.close();
      } catch (error) {
        problem.textContent = error.message;
        problem.hidden = false;
      }
      yes.disabled = false;
    } }, label);
    const dialog = h('dialog.ask', { 'aria-label': label },
      h('p', {}, question), problem,
      h('div.message-actions', {}, yes, h('button.button.quiet', { type: 'button', onclick: () => dialog.close() }, 'Leave it')));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
