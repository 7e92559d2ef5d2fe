/** One surface as JSON; what the server refuses is shown at the field. */
import { h } from '../../lib/dom.js';
import { lineOf, placeOf } from '../../lib/json-place.js';
import { api } from '../../api.js';
import { message } from '../../parts/message.js';
import { notify } from '../../parts/toast.js';
import { confirmed } from '../confirm.js';
import { field } from '../field.js';
import { surfacesState } from '../surfaces.js';
import { signature, whoChanges } from '../who.js';
import { readable } from './readable.js';

const FIRST = { like: 'home', filter: 'price < 20' };

export async function surfacePage(name) {
  const state = await surfacesState();
  const isNew = name === 'new';
  if (state.isFile || (!isNew && !state.surfaces[name])) {
    return { title: 'Surfaces', element: message('This cannot be edited', state.isFile ? `The surfaces are set up by the file ${state.origin}; change it there.` : `There is no surface “${name}”.`, h('a.button', { href: '#/surfaces' }, 'To the surfaces')) };
  }
  return { title: isNew ? 'New surface' : `Surface ${name}`, element: editor(isNew ? null : name, state) };
}

function editor(name, state) {
  const surface = name ? state.document[name] ?? state.surfaces[name] : FIRST;
  const text = h('textarea.code', { name: 'document', rows: 26, spellcheck: 'false', 'aria-describedby': 'surface-problem', oninput: () => clear() });
  text.value = JSON.stringify(surface, null, 2);
  const newName = name ? null : h('input', { name: 'name', required: true, maxlength: 40, pattern: '[a-z][a-z0-9_\\-]*', placeholder: 'checkout', autocomplete: 'off', spellcheck: 'false' });
  const problem = h('p.problem', { id: 'surface-problem', role: 'alert', hidden: true });
  const save = h('button.button', { type: 'submit' }, name ? 'Save' : 'Set it up');

  function clear() {
    problem.hidden = true;
    text.removeAttribute('aria-invalid');
  }

  /** Shows a message, with the place in the text that it is about selected. */
  function wrong(words, place = null) {
    problem.textContent = place ? `Line ${lineOf(text.value, place.start)}: ${words}` : words;
    problem.hidden = false;
    text.setAttribute('aria-invalid', 'true');
    if (place) {
      text.focus();
      text.setSelectionRange(place.start, place.end);
      text.scrollTop = (lineOf(text.value, place.start) - 4) * (text.scrollHeight / text.value.split('\n').length);
    }
  }

  function refused(error, target) {
    const [first, ...path] = (error.problem?.field ?? '').split('.');
    wrong(error.message, first === target ? placeOf(text.value, path) : null);
  }

  async function put(document, target, done) {
    const by = await whoChanges();
    if (!by) {
      return;
    }
    await api.putSurfaces(JSON.stringify(document), state.version, by);
    location.hash = '#/surfaces';
    notify(done);
  }

  async function submit(event) {
    event.preventDefault();
    clear();
    const target = name ?? newName.value.trim();
    let said;
    try {
      said = JSON.parse(text.value);
    } catch (error) {
      const at = Number(error.message.match(/position (\d+)/)?.[1] ?? text.value.length);
      wrong(`this is not JSON: ${error.message}`, { start: at, end: at + 1 });
      return;
    }
    save.disabled = true;
    try {
      await put({ ...state.document, [target]: said }, target, `Surface ${target} is set up.`);
    } catch (error) {
      refused(error, target);
    }
    save.disabled = false;
  }

  const { [name]: _, ...without } = state.document;
  const takeOut = name && name in state.document
    ? h('button.button.quiet', { type: 'button', onclick: () => confirmed(
      `Take “${name}” out of the document? A built-in surface of this name is in use again, one of your own is gone.`, 'Take it out',
      () => put(without, name, `Surface ${name} is taken out.`)) }, 'Take it out')
    : null;
  return h('div', {},
    h('div.page-title', {}, h('h1', {}, name ?? 'New surface'), signature()),
    h('div.editor', {},
      h('form.panel.rule-form', { onsubmit: submit },
        newName ? field('Name', newName, { hint: 'a-z, 0-9, _ and -, a letter first' }) : null,
        field('Document', text, { hint: '"like" begins with a built-in surface; null takes something out' }),
        problem,
        h('div.message-actions', {}, save, takeOut, h('a.button.quiet', { href: '#/surfaces' }, 'Leave it'))),
      h('section.panel', { 'aria-label': 'In use' },
        h('h2', {}, name ? 'In use now' : 'What may stand in it'),
        name ? readable(state.surfaces[name]) : known(state))));
}

/** Names for those who write a surface from nothing. */
function known({ sources, surfaces }) {
  return h('dl.terms', {},
    h('div', {}, h('dt', {}, 'Sources'), h('dd', {}, sources.join(', '))),
    h('div', {}, h('dt', {}, 'Like'), h('dd', {}, Object.keys(surfaces).join(', '))),
    h('div', {}, h('dt', {}, 'Weights'), h('dd', {}, Object.keys(surfaces.home?.weights ?? {}).join(', '))),
    h('div', {}, h('dt', {}, 'Hides'), h('dd', {}, 'bought, touched, disliked, impressed')));
}
