/** Any answer, and everything of how it came about. The question stands in the address. */
import { h } from '../lib/dom.js';
import { count, counted, millis } from '../lib/format.js';
import { parameters, remember } from '../lib/address.js';
import { itemsById, remember as keep } from '../lib/lookup.js';
import { api } from '../api.js';
import { itemOf } from '../parts/card.js';
import { questionForm, requestOf } from './inspector/question.js';
import { droppedPanel } from './inspector/dropped.js';
import { rankedPanel } from './inspector/ranked.js';
import { stagesPanel } from './inspector/stages.js';
import { visitorPanel } from './inspector/visitor.js';

export async function inspectorPage() {
  const [{ surfaces }, { generations }] = await Promise.all([api.surfaces(), api.models()]);
  const status = h('p.inspected', { role: 'status' });
  const answer = h('div.inspection', {});
  let turn = 0;

  async function inspect(question) {
    const mine = ++turn;
    const request = requestOf(question);
    status.textContent = 'Asking …';
    const start = performance.now();
    try {
      const [found, user] = await Promise.all([
        api.recommendations({ ...request, explain: true, dry_run: true }),
        question.visitor ? api.user(question.visitor) : null,
      ]);
      if (mine === turn) {
        status.textContent = saidOf(found, question, performance.now() - start);
        answer.replaceChildren(...await panels(question, request, found, user, surfaces));
      }
    } catch (error) {
      if (mine === turn) {
        status.textContent = '';
        answer.replaceChildren(h('p.problem', { role: 'alert' }, error.message));
      }
    }
  }

  const question = { surface: 'home', limit: '12', ...parameters() };
  const form = questionForm(question, { surfaces: Object.keys(surfaces), generations }, (asked) => {
    remember('#/inspect', asked);
    inspect(asked);
  });
  inspect(question);
  return {
    title: 'Inspector',
    element: h('div', {},
      h('div.page-title', {}, h('h1', {}, 'Inspector'),
        h('p.muted', {}, 'What somebody would be shown, and why. Asking here leaves no trace in the served log.')),
      form, status, answer),
  };
}

function saidOf(found, question, took) {
  const who = question.visitor || (question.history ? 'the given history' : 'nobody in particular');
  return `${counted(found.items.length, 'item')} for ${who} on ${found.surface}, in ${millis(took)} as this browser saw it.`;
}

async function panels(question, request, found, user, surfaces) {
  keep(found.items.map(itemOf));
  const past = found.items.map((entry) => entry.why?.item_id).filter(Boolean);
  const titles = await itemsById([...past, ...(request.history ?? []).map((one) => one.item_id)]);
  return [
    summary(found),
    rankedPanel(found, titles),
    stagesPanel(found, surfaces[found.surface] ?? {}),
    droppedPanel(found),
    visitorPanel(question, request, user, titles),
    h('details.panel', {}, h('summary', {}, h('h2', {}, 'As JSON')),
      h('pre', { tabindex: 0 }, `POST /v1/recommendations\n${JSON.stringify({ ...request, explain: true, dry_run: true }, null, 2)}\n\n${JSON.stringify(found, null, 2)}`)),
  ];
}

function summary(found) {
  const { stages = [], dropped = [], rules = [] } = found.explanation ?? {};
  const micros = stages.reduce((sum, stage) => sum + stage.micros, 0);
  const recalled = stages.find((stage) => stage.name === 'hydrate')?.in ?? 0;
  const fact = (name, value, more = null) => h('div', {}, h('dt', {}, name), h('dd', {}, value, more ? h('span.muted', {}, more) : null));
  return h('dl.facts-row', {},
    fact('Answer', found.personalised ? 'personal' : 'not personal', found.explanation?.probabilities ? 'ranked by the ranker' : 'ranked by weights'),
    fact('Time in the service', millis(micros / 1000), `${stages.length} stages`),
    fact('Candidates', count(recalled), `${count(dropped.length)} dropped`),
    fact('Rules', rules.length ? rules.map((rule) => rule.id).join(', ') : 'none', rules.length ? 'applied' : 'apply here'),
    fact('Generation', found.generation || 'none', 'whose vectors were used'),
    fact('Surfaces', found.surface_version, 'version'));
}
