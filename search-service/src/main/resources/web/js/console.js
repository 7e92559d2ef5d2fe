/** The console's front door: asks for the state every two seconds while somebody looks. */
import { api } from './api.js';
import { showFigures } from './console/figures.js';
import { showGenerations } from './console/generations.js';
import { showLinks, showPulse } from './console/head.js';
import { tryItBox } from './console/try-it.js';

const EVERY_MILLIS = 2000;
const at = (id) => document.getElementById(id);

async function refresh() {
  try {
    const [status, models] = await Promise.all([api.status(), api.models()]);
    showPulse(at('pulse'), status);
    showLinks(at('links'), status);
    showFigures(at('cards'), status);
    showGenerations(at('generations'), models, refresh);
  } catch (error) {
    showPulse(at('pulse'), null, error);
  }
}

async function keepFresh() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(keepFresh, EVERY_MILLIS);
}

at('try').append(tryItBox());
keepFresh();
document.addEventListener('visibilitychange', () => document.hidden || refresh());
