/** Limpet's HTTP face, as far as these pages use it. Every call rejects with an `ApiError`. */

/** What the server said was wrong: the status (0: no answer came), and a text to show. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

async function call(path, { method = 'GET', body, signal, keepalive } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      keepalive,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
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

export const api = {
  /** Resolves once Kafka has the events. */
  sendEvents: (events) => call('/v1/events', { method: 'POST', body: events, keepalive: true }),
  recommendations: (request, signal) => call('/v1/recommendations', { method: 'POST', body: request, signal }),
  similar: (itemId, limit) => call(`/v1/items/${id(itemId)}/similar?${query({ limit })}`),
  item: (itemId) => call(`/v1/items/${id(itemId)}`),
  categories: () => call('/v1/categories'),
  search: (request) => call('/v1/search', { method: 'POST', body: request }),
  surfaces: () => call('/v1/surfaces'),
  users: (parameters) => call(`/v1/users?${query(parameters)}`),
  user: (visitor) => call(`/v1/users/${id(visitor)}`),
  updatesUrl: (visitor) => `/v1/users/${id(visitor)}/updates`,
  models: () => call('/v1/models'),
  moveTo: (generation, action) => call(`/v1/models/${id(generation)}/${action}`, { method: 'POST' }),
  status: () => call('/v1/status'),
};

/** A text as a literal of the filter language. */
export const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
