/** The generations, how good each is and how it learned, who is on which, and the moves: release, try out, roll back. */
import { h } from '../lib/dom.js';
import { number } from '../lib/format.js';
import { chart } from '../parts/chart.js';
import { showGenerations, TELLING } from './generations.js';
import { learningPanel } from './models/learning.js';
import { pulse } from './pulse.js';

const LINES = 5;

export function modelsPage() {
  const generations = h('div', { id: 'generations' });
  const curves = h('div', {});
  let drawn = '';
  const element = h('div', {},
    h('div.page-title', {}, h('h1', {}, 'Models'), h('p.muted', {}, 'A generation is what one training made: vectors, encoder, ranker.')),
    h('section.panel', { 'aria-label': 'Generations' }, generations),
    curves);

  function show({ models }) {
    if (!models) {
      return;
    }
    showGenerations(generations, models, pulse.refresh);
    const all = models.generations.filter((one) => one.metrics);
    const state = all.map((one) => one.generation).join();
    if (state !== drawn) {
      drawn = state;
      curves.replaceChildren(...(all.length ? [quality(all), learningPanel(all, models.current)] : []));
    }
  }

  const stop = pulse.subscribe((state) => (element.isConnected ? show(state) : stop()));
  show(pulse.get());
  return { title: 'Models', element };
}

/** How the figures that decide went from generation to generation. */
function quality(all) {
  const figures = all.map((one) => Object.fromEntries(Object.entries(one.metrics).flatMap(([part, values]) =>
    Object.entries(values).map(([name, value]) => [`${part} ${name}`, value]))));
  const names = [...new Set(figures.flatMap(Object.keys))];
  const telling = names.filter((name) => TELLING.test(name));
  const shown = (telling.length ? telling : names).slice(0, LINES);
  return h('section.panel', { 'aria-labelledby': 'quality-title' }, h('h2', { id: 'quality-title' }, 'From generation to generation'), chart({
    title: 'Ranking quality', file: 'generations',
    about: 'As measured when it was trained, on a part of the data that it had not seen. Generations of other data do not compare to the last digit.',
    x: all.map((one) => one.generation), say: number,
    series: shown.map((name) => ({ name, values: figures.map((of) => of[name] ?? null) })),
  }));
}
