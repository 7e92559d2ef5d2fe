/** Whose name stands beside changes: asked once, and kept in the browser. */
import { h } from '../lib/dom.js';
import { createStore } from '../lib/store.js';
import { field } from './field.js';

const store = createStore('', { storageKey: 'limpet.changed-by' });

/** The name, after asking for it if need be; null when it was not given. */
export function whoChanges() {
  return store.get() ? Promise.resolve(store.get()) : ask();
}

function ask() {
  return new Promise((resolve) => {
    const input = h('input', { name: 'who', maxlength: 200, required: true, autocomplete: 'name', value: store.get() });
    const keep = (event) => {
      event.preventDefault();
      if (input.value.trim()) {
        store.set(input.value.trim());
        dialog.close();
      }
    };
    const before = store.get();
    const dialog = h('dialog.ask', { 'aria-labelledby': 'who-title' },
      h('form', { onsubmit: keep },
        h('h2', { id: 'who-title' }, 'Who are you?'),
        h('p.muted', {}, 'The audit keeps who changed what. Your name stays in this browser.'),
        field('Your name', input),
        h('div.message-actions', {},
          h('button.button', { type: 'submit' }, 'Sign my changes so'),
          h('button.button.quiet', { type: 'button', onclick: () => dialog.close() }, 'Leave it'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(store.get() !== before ? store.get() : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A line that says the name, with a button to take another. */
export function signature() {
  const line = h('p.muted.signature', {});
  const show = () => line.replaceChildren(
    store.get() ? `Your changes are signed “${store.get()}”. ` : 'You are asked for your name at the first change. ',
    h('button.text-button', { type: 'button', onclick: () => ask().then(show) }, store.get() ? 'Take another name' : 'Say it now'));
  store.subscribe(show);
  show();
  return line;
}
