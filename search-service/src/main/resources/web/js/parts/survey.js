/** Asks how it was, after a purchase and at most once a month. */
import { h } from '../lib/dom.js';
import { createStore } from '../lib/store.js';
import { track } from '../tracking.js';

const MONTH_MILLIS = 30 * 24 * 60 * 60 * 1000;
const ITEMS_MOST = 3;

const QUESTIONS = [
  { kind: 'nps', text: 'How likely are you to recommend this shop to a friend?', least: 0, most: 10, worst: 'not at all', best: 'certainly' },
  { kind: 'csat', text: 'How satisfied are you with this shop?', least: 1, most: 5, worst: 'not at all', best: 'very' },
];

const asked = createStore({ times: 0, last: 0 }, { storageKey: 'limpet.asked' });

/** A card that asks about the shop and what was bought, or null when it is too early to ask again. */
export function survey(items, now = Date.now()) {
  const { times, last } = asked.get();
  if (now - last < MONTH_MILLIS) {
    return null;
  }
  asked.set({ times: times + 1, last: now });
  const question = QUESTIONS[times % QUESTIONS.length];
  track.survey(question.kind, { asked: true });
  return card(question, items.slice(0, ITEMS_MOST));
}

function card(question, items) {
  const fault = h('p.survey-fault', { role: 'alert' });
  const form = h('form.survey', { 'aria-labelledby': 'survey-head', novalidate: true, onsubmit: send, oninput: () => fault.replaceChildren() },
    h('h2', { id: 'survey-head' }, 'May we ask?'),
    scale(question),
    items.map(thumbs),
    h('label.survey-words', {}, 'Anything you want to tell us', h('textarea', { name: 'comment', rows: 2, maxlength: 1000 })),
    fault,
    h('div.message-actions', {},
      h('button.button', { type: 'submit' }, 'Send'),
      h('button.button.quiet', { type: 'button', onclick: () => close('We will not ask again this month.') }, 'Not now')));

  function send(submit) {
    submit.preventDefault();
    const answers = new FormData(form);
    const value = answers.get('value');
    const comment = answers.get('comment').trim();
    const thumbed = items.filter((item) => answers.has(thumbOf(item)));
    if (value === null && !comment && thumbed.length === 0) {
      fault.textContent = 'Choose a number, or write a word.';
      form.querySelector('input').focus();
      return;
    }
    thumbed.forEach((item) => track.survey('thumbs', { value: Number(answers.get(thumbOf(item))), items: [item] }));
    if (value !== null) {
      track.survey(question.kind, { value: Number(value), comment });
    } else if (comment) {
      track.survey('text', { comment });
    }
    close('Thank you. It is counted.');
  }

  /** Leaves a line in place of the form, where the keyboard and a screen reader go on. */
  function close(words) {
    const said = h('p.survey.survey-said', { role: 'status', tabindex: -1 }, words);
    form.replaceWith(said);
    said.focus();
  }

  return form;
}

/** A row of numbers, worst to best. */
function scale({ text, least, most, worst, best }) {
  return h('fieldset', {},
    h('legend', {}, text),
    h('div.survey-scale', {}, Array.from({ length: most - least + 1 }, (_, at) => choice('value', least + at, least + at))),
    h('p.survey-ends.muted', {}, h('span', {}, `${least}: ${worst}`), h('span', {}, `${most}: ${best}`)));
}

function thumbs(item) {
  return h('fieldset.survey-thumbs', {},
    h('legend', {}, item.title ?? item.item_id),
    h('div.survey-scale', {}, choice(thumbOf(item), 1, 'I like it'), choice(thumbOf(item), 0, 'Not for me')));
}

const thumbOf = (item) => `thumb ${item.item_id}`;

function choice(name, value, words) {
  return h('label.survey-choice', {}, h('input', { type: 'radio', name, value }), h('span', {}, words));
}
