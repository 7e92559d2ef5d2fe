/** The console's front door. */
import { startRouter } from './router.js';
import { showLinks, showPulse } from './console/head.js';
import { pulse } from './console/pulse.js';
import { dataPage } from './console/data.js';
import { experimentsPage } from './console/experiments.js';
import { newExperimentPage } from './console/experiments/editor.js';
import { experimentPage } from './console/experiments/result.js';
import { engagementPage } from './console/engagement.js';
import { modelsPage } from './console/models.js';
import { searchPage } from './console/search.js';
import { stockItemPage, stockPage } from './console/stock.js';
import { systemPage } from './console/system.js';
import { todayPage } from './console/today.js';
import { tuningsPage } from './console/tunings.js';
import { newTuningPage } from './console/tunings/editor.js';
import { tuningPage } from './console/tunings/history.js';
import { usersPage } from './console/users.js';
import { erasurePage } from './console/users/erasure.js';
import { userPage } from './console/users/user.js';
import { inspectorPage } from './console/inspector.js';
import { rulePage } from './console/rules/editor.js';
import { rulesPage } from './console/rules.js';
import { surfacesPage } from './console/surfaces.js';
import { surfacePage } from './console/surfaces/editor.js';

const main = document.querySelector('main');
const tabs = [...document.querySelectorAll('#tabs a')];

function markTab() {
  const page = (location.hash || '#/').match(/^#\/[a-z]*/)?.[0];
  const of = page === '#/erasures' ? '#/users' : page;
  tabs.forEach((tab) => (tab.getAttribute('href') === of
    ? tab.setAttribute('aria-current', 'page')
    : tab.removeAttribute('aria-current')));
  document.querySelector('#tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

document.querySelector('.skip').addEventListener('click', (click) => {
  click.preventDefault(); // the part behind # is the page's
  main.focus();
});
pulse.subscribe(({ status, error }) => {
  showPulse(document.getElementById('pulse'), status, error);
  if (status) {
    showLinks(document.getElementById('links'), status);
  }
});
pulse.start();
addEventListener('hashchange', markTab);
markTab();
startRouter(main, [
  [/^#?\/?$/, todayPage],
  [/^#\/engagement(?:\?.*)?$/, engagementPage],
  [/^#\/search(?:\?.*)?$/, searchPage],
  [/^#\/models(?:\?.*)?$/, modelsPage],
  [/^#\/stock(?:\?.*)?$/, stockPage],
  [/^#\/stock\/([^/?]+)$/, stockItemPage],
  [/^#\/users(?:\?.*)?$/, usersPage],
  [/^#\/users\/([^/?]+)$/, userPage],
  [/^#\/erasures\/([^/?]+)$/, erasurePage],
  [/^#\/system$/, systemPage],
  [/^#\/inspect(?:\?.*)?$/, inspectorPage],
  [/^#\/rules$/, rulesPage],
  [/^#\/rules\/([^/]+)$/, rulePage],
  [/^#\/experiments$/, experimentsPage],
  [/^#\/experiments\/new$/, newExperimentPage],
  [/^#\/experiments\/([^/]+)$/, experimentPage],
  [/^#\/tunings$/, tuningsPage],
  [/^#\/tunings\/new$/, newTuningPage],
  [/^#\/tunings\/([^/]+)$/, tuningPage],
  [/^#\/data(?:\?.*)?$/, dataPage],
  [/^#\/surfaces$/, surfacesPage],
  [/^#\/surfaces\/([^/]+)$/, surfacePage],
], { site: 'Limpet console', lost: 'No page of the console has this address.' });
