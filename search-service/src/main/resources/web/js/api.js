/** Limpet's HTTP face, as far as these pages use it. Every call rejects with an `ApiError`. */

/** What the server said was wrong: the status (0: no answer came), and a text to show. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

async function call(path, { method = 'GET', body, headers = {}, signal, keepalive } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      keepalive,
      headers: {
        // Reasons are to be in the language of the page, whatever the browser prefers.
        'accept-language': document.documentElement.lang,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError(0, { detail: 'The server does not answer. Is Limpet running?' });
  }
  const text = await response.text();
  let answer;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    answer = { detail: text };
  }
  if (!response.ok) {
    throw new ApiError(response.status, answer ?? {});
  }
  return answer;
}

const query = (parameters) => new URLSearchParams(
  Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '')).toString();

const id = encodeURIComponent;

/** Headers are ASCII; a name that is more than that goes as RFC 8187 says. */
const changedBy = (name) => ({ 'x-changed-by': /^[ -~]*$/.test(name) ? name : `UTF-8''${id(name)}` });

export const api = {
  /** Resolves once Kafka has the events. */
  sendEvents: (events) => call('/v1/events', { method: 'POST', body: events, keepalive: true }),
  recommendations: (request, signal) => call('/v1/recommendations', { method: 'POST', body: request, signal }),
  similar: (itemId, limit) => call(`/v1/items/${id(itemId)}/similar?${query({ limit })}`),
  item: (itemId) => call(`/v1/items/${id(itemId)}`),
  categories: () => call('/v1/categories'),
  search: (request, signal) => call('/v1/search', { method: 'POST', body: request, signal }),
  synonyms: () => call('/v1/search/synonyms'),
  suggest: (q, limit, signal) => call(`/v1/suggest?${query({ q, limit })}`, { signal }),
  surfaces: () => call('/v1/surfaces'),
  surfacesHistory: () => call('/v1/surfaces/history'),
  /** `document` is the JSON text; `version` the one that it changes. */
  putSurfaces: (document, version, by) => call('/v1/surfaces', {
    method: 'PUT', body: document, headers: { 'if-match': `"${version}"`, ...changedBy(by) },
  }),
  rules: () => call('/v1/rules'),
  rulesAudit: () => call('/v1/rules/audit'),
  putRule: (ruleId, rule, by) => call(`/v1/rules/${id(ruleId)}`, { method: 'PUT', body: rule, headers: changedBy(by) }),
  deleteRule: (ruleId, by) => call(`/v1/rules/${id(ruleId)}`, { method: 'DELETE', headers: changedBy(by) }),
  /** `asked` is `{ request }` as for recommendations, or `{ search }`. */
  previewRule: (ruleId, rule, asked, signal) => call('/v1/rules/preview', {
    method: 'POST', body: { ...(ruleId ? { id: ruleId } : {}), rule, ...asked }, signal,
  }),
  experiments: () => call('/v1/experiments'),
  experiment: (name) => call(`/v1/experiments/${id(name)}`),
  experimentsAudit: () => call('/v1/experiments/audit'),
  experimentResults: (name) => call(`/v1/experiments/${id(name)}/results`),
  planExperiment: (experiment) => call('/v1/experiments/plan', { method: 'POST', body: experiment }),
  putExperiment: (name, experiment, by) => call(`/v1/experiments/${id(name)}`, { method: 'PUT', body: experiment, headers: changedBy(by) }),
  startExperiment: (name, by) => call(`/v1/experiments/${id(name)}/start`, { method: 'POST', headers: changedBy(by) }),
  stopExperiment: (name, by) => call(`/v1/experiments/${id(name)}/stop`, { method: 'POST', headers: changedBy(by) }),
  deleteExperiment: (name, by) => call(`/v1/experiments/${id(name)}`, { method: 'DELETE', headers: changedBy(by) }),
  tunings: () => call('/v1/tunings'),
  tuning: (name) => call(`/v1/tunings/${id(name)}`),
  putTuning: (name, tuning, by) => call(`/v1/tunings/${id(name)}`, { method: 'PUT', body: tuning, headers: changedBy(by) }),
  startTuning: (name, by) => call(`/v1/tunings/${id(name)}/start`, { method: 'POST', headers: changedBy(by) }),
  stopTuning: (name, by) => call(`/v1/tunings/${id(name)}/stop`, { method: 'POST', headers: changedBy(by) }),
  /** `move` is the number of the move before which to go back, of the latest that changed anything if absent. */
  revertTuning: (name, move, by) => call(`/v1/tunings/${id(name)}/revert?${query({ move })}`, { method: 'POST', headers: changedBy(by) }),
  rejected: (parameters) => call(`/v1/events/rejected?${query(parameters)}`),
  rejectedReasons: () => call('/v1/events/rejected/reasons'),
  replayRejected: (wanted) => call('/v1/events/rejected/replay', { method: 'POST', body: wanted }),
  users: (parameters) => call(`/v1/users?${query(parameters)}`),
  user: (visitor) => call(`/v1/users/${id(visitor)}`),
  userFeatures: (visitor) => call(`/v1/users/${id(visitor)}/features`),
  userPredictions: (visitor) => call(`/v1/users/${id(visitor)}/predictions`),
  /** Has a visitor forgotten; gives the receipt. */
  eraseUser: (visitor) => call(`/v1/users/${id(visitor)}`, { method: 'DELETE' }),
  erasures: (limit) => call(`/v1/erasures?${query({ limit })}`),
  erasure: (receipt) => call(`/v1/erasures/${id(receipt)}`),
  engagement: (asked) => call(`/v1/metrics/engagement?${query(asked)}`),
  retention: (asked) => call(`/v1/metrics/engagement/retention?${query(asked)}`),
  funnel: (asked) => call(`/v1/metrics/engagement/funnel?${query(asked)}`),
  surveys: (asked) => call(`/v1/metrics/surveys?${query(asked)}`),
  stock: (asked) => call(`/v1/stock?${query(asked)}`),
  alerts: () => call('/v1/alerts'),
  itemForecast: (itemId) => call(`/v1/items/${id(itemId)}/forecast`),
  categoryForecast: (name) => call(`/v1/categories/${id(name)}/forecast`),
  updatesUrl: (visitor) => `/v1/users/${id(visitor)}/updates`,
  models: () => call('/v1/models'),
  learning: (generation) => call(`/v1/models/${id(generation)}/learning`),
  /** `body` is `{ share }` for a canary. */
  moveTo: (generation, action, body) => call(`/v1/models/${id(generation)}/${action}`, { method: 'POST', body }),
  status: () => call('/v1/status'),
  statusUpdatesUrl: '/v1/status/updates',
  system: () => call('/v1/system'),
};

/** A text as a literal of the filter language. */
export const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
