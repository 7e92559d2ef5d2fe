/** Suggestions below an input, by the ARIA pattern of a combobox with a list. */
import { h } from './dom.js';
import { newId } from './ids.js';

const WAIT_MILLIS = 120;

/**
 * Lets `input` suggest. `load(text, signal)` gives groups, `[{ name, options: [{ element, ... }] }]`;
 * `choose(option)` takes the one that was picked. With `least: 0` it suggests before anything is
 * typed. Gives back the list, which has to stand beside the input in a positioned element.
 */
export function combobox(input, { label, load, choose, least = 1 }) {
  const list = h('div.suggestions', { id: `list-${newId()}`, role: 'listbox', 'aria-label': label, hidden: true });
  let options = [];
  let active = -1;
  let timer = null;
  let asked = null;

  Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id, autocomplete: 'off' })
    .forEach(([name, value]) => input.setAttribute(name, value));

  function close() {
    clearTimeout(timer);
    asked?.abort();
    asked = null;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    mark(-1);
  }

  function mark(index) {
    options[active]?.node.setAttribute('aria-selected', 'false');
    active = index;
    const option = options[active];
    option?.node.setAttribute('aria-selected', 'true');
    option?.node.scrollIntoView({ block: 'nearest' });
    if (option) {
      input.setAttribute('aria-activedescendant', option.node.id);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function pick(option) {
    close();
    choose(option);
  }

  function show(groups) {
    options = [];
    active = -1;
    list.replaceChildren(...groups.filter((group) => group.options.length > 0).map((group) =>
      h('div.suggestion-group', { role: 'group', 'aria-label': group.name }, h('span.suggestion-name', { 'aria-hidden': 'true' }, group.name),
        group.options.map((option) => {
          const node = h('div.suggestion', {
            id: `${list.id}-${options.length}`, role: 'option', 'aria-selected': 'false', onclick: () => pick(option),
          }, option.element);
          options.push({ ...option, node });
          return node;
        }))));
    list.hidden = options.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    mark(-1);
  }

  async function ask() {
    asked?.abort();
    const text = input.value.trim();
    if (text.length < least) {
      close();
      return;
    }
    const mine = new AbortController();
    asked = mine;
    try {
      const groups = await load(text, mine.signal);
      if (asked === mine && document.activeElement === input) {
        show(groups);
      }
    } catch {
      // suggestions are a convenience
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MILLIS);
  };
  input.addEventListener('input', later);
  input.addEventListener('focus', () => least === 0 && later());
  input.addEventListener('blur', close);
  list.addEventListener('mousedown', (press) => press.preventDefault()); // keeps the focus in the input
  input.addEventListener('keydown', (key) => {
    if (key.key === 'ArrowDown' || key.key === 'ArrowUp') {
      key.preventDefault();
      if (list.hidden) {
        later();
      } else {
        const step = key.key === 'ArrowDown' ? 1 : -1;
        mark(active < 0 && step < 0 ? options.length - 1 : active + step < options.length ? active + step : -1);
      }
    } else if (key.key === 'Enter' && !list.hidden && active >= 0) {
      key.preventDefault();
      pick(options[active]);
    } else if (key.key === 'Escape' && !list.hidden) {
      key.preventDefault();
      key.stopPropagation();
      close();
    }
  });
  return Object.assign(list, { close });
}
