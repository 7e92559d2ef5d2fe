/** From what was shown to what was bought. */
import { h } from '../../lib/dom.js';
import { counted, percent } from '../../lib/format.js';
import { csvButton } from '../../parts/csv-button.js';
import { defined } from '../../parts/definition.js';
import { newId } from '../../lib/ids.js';

const ABOUT = 'Different visitors with at least one such event. Whoever is at a stage need not have been at the one before, so a rate may be above 100 %.';

export function funnelPanel({ value, stages }, named) {
  const title = named ? `Funnel of ${value || 'nothing named'}` : 'Funnel';
  const most = Math.max(1, ...stages.map((stage) => stage.visitors.value));
  const id = `funnel-${newId()}`;
  return h('section.panel', { 'aria-labelledby': id, 'data-funnel': value },
    h('div.panel-head', {}, h('h2', { id }, defined(title, ABOUT)), csvButton(`funnel${value ? `-${value}` : ''}`, title, () => ({
      names: ['stage', 'events', 'items', 'visitors', 'of_stage_before', 'of_active'],
      rows: stages.map((one) => [one.stage, one.events, one.items, one.visitors.value, one.visitors_rate?.value, one.of_active?.value]),
    }))),
    h('ol.funnel', {}, stages.map((stage, i) => {
      const bar = h('i', {});
      bar.style.width = `${(100 * stage.visitors.value) / most}%`;
      return h('li', {}, h('span', {}, stage.stage), h('span.funnel-bar', { 'aria-hidden': 'true' }, bar),
        h('span.funnel-words', {}, h('b', {}, counted(stage.visitors.value, 'visitor')), `, ${counted(stage.events, 'event')}`,
          i > 0 && stage.visitors_rate ? h('span.muted', {}, `${percent(stage.visitors_rate.value)} of the stage before`) : null));
    })));
}
