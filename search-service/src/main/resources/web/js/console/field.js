/** What forms of the console are made of. */
import { h, icon } from '../lib/dom.js';
import { combobox } from '../lib/combobox.js';
import { itemsById } from '../lib/lookup.js';
import { itemsLike, visitorsLike } from '../parts/suggested.js';
import { picture } from '../parts/picture.js';

/** An input with its name above it, and a hint below. */
export function field(name, input, { hint = null, wide = false } = {}) {
  return h(wide ? 'label.field.wide' : 'label.field', {}, h('span', {}, name), input, hint ? h('span.hint', {}, hint) : null);
}

/** The same for what brings inputs of its own, which a label could not hold. */
export function fieldGroup(name, content, { hint = null } = {}) {
  return h('div.field.wide', { role: 'group', 'aria-label': name }, h('span', { 'aria-hidden': 'true' }, name), content, hint ? h('span.hint', {}, hint) : null);
}

export function choice(name, options, chosen) {
  return h('select', { name }, options.map(([value, label]) => h('option', { value, selected: value === chosen }, label)));
}

/** A visitor's id, with known ones suggested. */
export function visitorInput(value = '', chosen = () => {}) {
  const input = h('input', { name: 'visitor', value, placeholder: 'id, or anonymous:id', maxlength: 270, 'aria-label': 'Visitor', spellcheck: 'false' });
  return h('span.combo', {}, input, combobox(input, {
    label: 'Visitors',
    least: 0,
    load: visitorsLike,
    choose: ({ visitor }) => {
      input.value = visitor;
      chosen();
    },
  }));
}

/**
 * Items by their ids, each shown with its picture, with a hidden input of this name that holds the
 * ids separated by commas. `most` is how many may be chosen.
 */
export function itemsInput(name, label, ids, { most = 1000, changed = () => {} } = {}) {
  const held = h('input', { type: 'hidden', name });
  const chosen = h('ul.tokens', {});
  const input = h('input', { 'aria-label': `Add to ${label}`, placeholder: 'title or id', maxlength: 256, spellcheck: 'false' });
  const element = h('span.combo.picker', {}, held, chosen, input);

  async function show(told = true) {
    held.value = ids.join(',');
    input.hidden = ids.length >= most;
    if (told) {
      changed(ids);
    }
    const items = await itemsById(ids).catch(() => new Map());
    chosen.replaceChildren(...ids.map((id) => token(items.get(id) ?? { item_id: id })));
  }

  function token(item) {
    const title = item.title ?? item.item_id;
    return h('li.token', { title: item.item_id }, picture(item), h('span', {}, title),
      h('button', { type: 'button', 'aria-label': `Remove ${title}`, onclick: () => remove(item.item_id) }, icon('close', 14)));
  }

  function add(id) {
    input.value = '';
    if (id && !ids.includes(id) && ids.length < most) {
      ids = [...ids, id];
      show();
    }
  }

  function remove(id) {
    ids = ids.filter((one) => one !== id);
    show().then(() => input.focus());
  }

  element.append(combobox(input, { label: 'Items', load: itemsLike, choose: ({ item }) => add(item.item_id) }));
  input.addEventListener('keydown', (key) => {
    if (key.key === 'Enter' && !key.defaultPrevented && input.value.trim()) {
      key.preventDefault(); // an id that was typed whole, of an item that may not be there yet
      add(input.value.trim());
    } else if (key.key === 'Backspace' && input.value === '' && ids.length > 0) {
      remove(ids.at(-1));
    }
  });
  show(false);
  return element;
}
