// Requests to the gateway. Addresses are relative to the page, so that a proxy may serve the
// console under a path of its own.

const TIMEOUT_MS = 10_000;

/** An answer that is not a success, with the problem document's own words where there is one. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail || problem?.title || `The gateway answered ${status}.`);
    this.status = status;
    this.errors = problem?.errors ?? [];
  }

  /** One sentence for a person. */
  get sentence() {
    const field = this.errors[0];
    return field ? `${field.field}: expected ${field.expected}${field.got ? `, got ${field.got}` : ''}.` : this.message;
  }
}

export function address(path, params = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, value);
  }
  return url;
}

const refusals = new Set();

/** Calls back when the gateway no longer knows who asks. */
export const onUnknown = (listener) => refusals.add(listener);

async function request(path, params, options = {}) {
  let answer;
  try {
    answer = await fetch(address(path, params), {
      ...options,
      // The gateway takes a change by cookie only with this header, which no other site can set.
      headers: { Accept: 'application/json', 'X-Rapport-Console': '1', ...options.headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (e) {
    throw new Refused(0, {
      detail: e.name === 'TimeoutError' ? 'The gateway did not answer within 10 s.' : 'The gateway cannot be reached.',
    });
  }
  const text = await answer.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    // Not JSON: a proxy's page, say. The status says enough.
  }
  if (answer.status === 401 && path !== 'session') refusals.forEach((tell) => tell());
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

export const get = (path, params) => request(path, params);

export const post = (path, body) =>
  request(path, {}, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });

export const remove = (path) => request(path, {}, { method: 'DELETE' });

/** An identifier that is unique without a server; also where the page is not a secure context. */
export function newId(prefix) {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `${prefix}-${Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')}`;
}
