/** How far an erasure is: the receipt, which grows until nothing is left. */
import { h } from '../../lib/dom.js';
import { count, moment } from '../../lib/format.js';
import { api } from '../../api.js';
import { dataTable } from '../../parts/data-table.js';
import { message } from '../../parts/message.js';

const AGAIN_MILLIS = 2000;

const MEANING = {
  requested: 'Asked for. The jobs will be told.',
  fenced: 'From now on nothing of this visitor is taken in any more.',
  ordered: 'Every job was told to forget.',
  forgotten: 'Every job has forgotten; topics and lake are being rewritten.',
  done: 'Forgotten everywhere.',
};

export async function erasurePage(receipt) {
  const content = h('div', {});

  async function load() {
    const found = await api.erasure(receipt);
    content.replaceChildren(
      h('section.panel', { 'data-erasure': found.state, role: 'status' },
        h('h2', {}, MEANING[found.state] ?? found.state),
        h('p.muted', {}, `Asked for ${moment(found.requested_at)}. The receipt holds no id: keep its number, ${found.receipt}, with the request.`)),
      found.steps.length ? h('section.panel', { 'aria-labelledby': 'steps-title' }, dataTable({
        title: 'What was removed', id: 'steps-title', file: `erasure-${receipt}`, rows: found.steps,
        columns: [
          { name: 'Where', value: (row) => row.store },
          { name: 'Removed', about: 'Records or rows; empty where nobody counted.', number: true, value: (row) => row.removed ?? null, show: (row) => (row.removed === undefined || row.removed === null ? '' : count(row.removed)) },
          { name: 'When', value: (row) => row.at, show: (row) => moment(row.at) },
          { name: 'What it means, and what stays', value: (row) => row.note },
        ],
      })) : '');
    return found.done;
  }

  async function follow() {
    if (content.isConnected && !(await load().catch(() => false))) {
      setTimeout(follow, AGAIN_MILLIS);
    }
  }

  try {
    if (!(await load())) {
      setTimeout(follow, AGAIN_MILLIS);
    }
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    return { title: 'Erasure', element: message('There is no such receipt', error.message, h('a.button', { href: '#/users' }, 'To the visitors')) };
  }
  return { title: 'Erasure', element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'Erasure'), h('a', { href: '#/users' }, 'All visitors')), content) };
}
