/** Makes a rule or changes one, with its effect beside it. */
import { h } from '../../lib/dom.js';
import { api } from '../../api.js';
import { message } from '../../parts/message.js';
import { notify } from '../../parts/toast.js';
import { field } from '../field.js';
import { signature, whoChanges } from '../who.js';
import { rulePreview } from './preview.js';
import { ruleForm } from './form.js';
import { linked } from './said.js';

export async function rulePage(id) {
  const [rules, { surfaces }] = await Promise.all([api.rules(), api.surfaces()]);
  const isNew = id === 'new';
  const known = rules.find((one) => one.id === id);
  if (!isNew && !known) {
    return { title: 'Rules', element: message('There is no such rule', `“${id}” is not there, or not any more.`, h('a.button', { href: '#/rules' }, 'To the rules')) };
  }
  return { title: isNew ? 'New rule' : id, element: editor(isNew ? null : id, known?.rule ?? { action: 'pin' }, Object.keys(surfaces), rules) };
}

function editor(id, rule, surfaces, rules) {
  const problem = h('div', { role: 'alert' });
  const name = id ? null : h('input', { name: 'id', required: true, maxlength: 64, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*', placeholder: 'christmas-mugs', autocomplete: 'off', spellcheck: 'false' });
  const preview = rulePreview(surfaces, rules, wrong);
  const fields = ruleForm(rule, surfaces, { changed });
  const save = h('button.button', { type: 'submit' }, id ? 'Save' : 'Make the rule');

  function changed() {
    const now = fields.rule();
    preview.prefer(now.surfaces ?? []);
    preview.show(id ?? (name.validity.valid ? name.value : null), fields.isWhole() ? now : null);
  }

  /** Shows what is wrong at its field, or above the buttons where it is of none. */
  function wrong(error) {
    const inputs = [...form.querySelectorAll('[data-field]')];
    inputs.forEach((one) => one.querySelector('.problem')?.remove());
    problem.replaceChildren();
    if (!error) {
      return;
    }
    const at = inputs.find((one) => one.dataset.field === error.problem?.field && !one.hidden);
    (at ?? problem).append(h('p.problem', {}, ...linked(error.message, rules, id)));
  }

  async function submit(event) {
    event.preventDefault();
    const target = id ?? name.value.trim();
    if (!id && rules.some((one) => one.id === target)) {
      wrong({ message: `There is a rule “${target}” already; take another name.`, problem: { field: 'id' } });
      return;
    }
    const by = await whoChanges();
    if (!by) {
      return;
    }
    save.disabled = true;
    try {
      await api.putRule(target, fields.rule(), by);
      location.hash = '#/rules';
      notify(`Saved: ${target}.`);
    } catch (error) {
      wrong(error);
    }
    save.disabled = false;
  }

  const form = h('form.panel.rule-form', { onsubmit: submit, oninput: changed, onchange: changed },
    name ? h('div', { 'data-field': 'id' }, field('Name', name, { hint: 'Letters, digits, . _ and -' })) : null,
    fields.element,
    problem,
    h('div.message-actions', {}, save, h('a.button.quiet', { href: '#/rules' }, 'Leave it')));
  changed();
  return h('div', {},
    h('div.page-title', {}, h('h1', {}, id ?? 'New rule'), signature()),
    h('div.editor', {}, form, preview.element));
}
