/** How the service is doing, and the generations it serves. */
import { h } from '../lib/dom.js';
import { showFigures } from './figures.js';
import { showGenerations } from './generations.js';
import { pulse } from './pulse.js';

export function overviewPage() {
  const cards = h('section.figures', { id: 'cards', 'aria-label': 'Figures' });
  const generations = h('div', { id: 'generations' });
  const element = h('div', {},
    h('h1.visually-hidden', {}, 'Overview'),
    cards,
    h('section.panel', { 'aria-labelledby': 'generations-title' },
      h('h2', { id: 'generations-title' }, 'Generations'), generations));
  const show = ({ status, models }) => {
    if (status) {
      showFigures(cards, status);
      showGenerations(generations, models, pulse.refresh);
    }
  };
  const stop = pulse.subscribe((state) => (element.isConnected ? show(state) : stop()));
  show(pulse.get());
  return { title: 'Overview', element };
}
