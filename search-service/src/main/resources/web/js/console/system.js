/** The jobs and how far each is behind, their checkpoints, and what this service reads. */
import { h } from '../lib/dom.js';
import { count, duration, moment, number } from '../lib/format.js';
import { api } from '../api.js';
import { dataTable } from '../parts/data-table.js';

const AGAIN_MILLIS = 5000;

export async function systemPage() {
  const content = h('div', { id: 'system' });
  let drawn = '';

  async function load() {
    const system = await api.system();
    const state = JSON.stringify(system);
    if (state !== drawn) {
      drawn = state;
      // A link that has the focus is not taken away: a moment later is soon enough.
      if (!content.contains(document.activeElement)) {
        content.replaceChildren(...panels(system));
      }
    }
  }

  async function follow() {
    if (content.isConnected) {
      if (!document.hidden) {
        await load().catch(() => {}); // the line on top says that nobody answers
      }
      setTimeout(follow, AGAIN_MILLIS);
    }
  }

  await load();
  setTimeout(follow, AGAIN_MILLIS);
  return { title: 'System', element: h('div', {}, h('div.page-title', {}, h('h1', {}, 'System'), h('p.muted', {}, 'Looked at every five seconds.')), content) };
}

function panels({ flink_dashboard: dashboard, problem, jobs, readers }) {
  return [
    h('section.panel', { 'aria-labelledby': 'jobs-title' }, jobs.length ? jobTable(jobs, dashboard) : [
      h('h2', { id: 'jobs-title' }, 'Jobs'),
      problem ? h('p.problem', {}, problem) : null,
      h('p.muted', {}, dashboard ? 'Flink runs no job. Hand them in with submit-jobs.sh, or start a stack.'
        : 'Nobody said where Flink is: give its address in the setting flink (LIMPET_FLINK).')].filter(Boolean)),
    jobs.length ? h('section.panel', { 'aria-labelledby': 'checkpoints-title' }, checkpointTable(jobs)) : '',
    h('section.panel', { 'aria-labelledby': 'readers-title' }, dataTable({
      title: 'What this service reads', id: 'readers-title', file: 'readers', rows: readers,
      words: 'Topics that are kept in memory here.',
      columns: [
        { name: 'Topic', value: (row) => row.topic },
        { name: 'Lag', about: 'Records that are in Kafka and not yet taken in here.', number: true, value: (row) => row.lag, show: (row) => count(row.lag) },
      ],
    })),
    h('p.muted', {}, 'More figures: ', h('a', { href: '/prometheus' }, 'Metrics for Prometheus'), dashboard ? [', ', h('a', { href: dashboard }, 'Flink’s dashboard')] : null),
  ];
}

function jobTable(jobs, dashboard) {
  return [...dataTable({
    title: 'Jobs', id: 'jobs-title', file: 'jobs', rows: jobs, mark: (job) => ({ 'data-job': job.name }),
    words: `${count(jobs.filter((job) => job.state === 'RUNNING').length)} of ${count(jobs.length)} run.`,
    columns: [
      { name: 'Job', value: (job) => job.name, show: (job) => h('a', { href: job.dashboard }, job.name) },
      { name: 'State', value: (job) => job.state, show: (job) => h('span.state', { 'data-state': job.state.toLowerCase() }, job.state.toLowerCase()) },
      { name: 'Tasks', about: 'Tasks that run, of all tasks of the job.', number: true, value: (job) => job.running_tasks, show: (job) => `${job.running_tasks} of ${job.tasks}` },
      { name: 'Lag', about: 'Records in Kafka that the job has not read yet, over all its sources.', number: true, value: (job) => job.lag ?? null, show: (job) => (job.lag === undefined ? 'not told yet' : count(job.lag)) },
      { name: 'Runs since', value: (job) => job.since, show: (job) => moment(job.since) },
    ],
  }), h('p.muted', {}, 'Each links into ', h('a', { href: dashboard }, 'Flink’s dashboard'), '.')];
}

function checkpointTable(jobs) {
  const of = (read) => (job) => read(job.checkpoints) ?? null;
  return dataTable({
    title: 'Checkpoints', id: 'checkpoints-title', file: 'checkpoints', rows: jobs, mark: (job) => ({ 'data-checkpoints': job.name }),
    words: 'From which a job goes on after a failure.',
    columns: [
      { name: 'Job', value: (job) => job.name, show: (job) => h('a', { href: job.checkpoints.dashboard }, job.name) },
      { name: 'Complete', number: true, value: of((one) => one.completed), show: (job) => count(job.checkpoints.completed) },
      { name: 'Failed', number: true, value: of((one) => one.failed), show: (job) => h('span', {}, count(job.checkpoints.failed), job.checkpoints.failure && job.checkpoints.failed_at > (job.checkpoints.latest_at ?? '') ? h('span.problem', {}, job.checkpoints.failure) : null) },
      { name: 'The latest', value: of((one) => one.latest_at), show: (job) => (job.checkpoints.latest_at ? moment(job.checkpoints.latest_at) : 'none yet') },
      { name: 'Took', number: true, value: of((one) => one.latest_ms), show: (job) => (job.checkpoints.latest_ms === undefined ? '' : took(job.checkpoints.latest_ms)) },
      { name: 'State', about: 'Size of the job’s state in the latest checkpoint.', number: true, value: of((one) => one.latest_bytes), show: (job) => size(job.checkpoints.latest_bytes) },
    ],
  });
}

const took = (ms) => (ms < 1000 ? `${ms} ms` : duration(ms / 1000));

function size(bytes) {
  if (bytes === undefined || bytes === null) {
    return '';
  }
  const [power, unit] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  return `${number(bytes / power)} ${unit}`;
}
