// SPDX-License-Identifier: Apache-2.0
// Requests to the service. An answer that is not a success becomes an ApiError with a sentence for the user.

import { ArrivingTrace } from './arriving-trace.js';

const JSON_BODY = { 'content-type': 'application/json' };
const TITLES = {
  500: 'The query service failed',
  503: 'No answer at the moment',
};

export class ApiError extends Error {
  /**
   * @param parameter name of the query or path parameter at fault, or null
   * @param retrySeconds seconds after which the service asks for a retry, or null
   * @param syntax line and column of a mistake in a query, or null
   */
  constructor(status, title, detail, parameter = null, retrySeconds = null, syntax = null) {
    super(detail);
    this.status = status;
    this.title = title;
    this.parameter = parameter;
    this.retrySeconds = retrySeconds;
    this.syntax = syntax;
  }

  /** True if the same request may get a different answer later. */
  get passing() {
    return this.status !== 400 && this.status !== 413;
  }
}

const get = (path, signal) => send(path, { signal });

async function send(path, options) {
  const response = await ask(path, options);
  return reading(() => response.json());
}

/** @return the response if it is a success */
async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { accept: 'application/json', ...options.headers } });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, 'No connection', 'The query service cannot be reached. Is it still running?');
  }
  if (response.ok) {
    options.onAnswer?.();
    return response;
  }
  if (response.status === 401) {
    // The token has expired or was withdrawn while the page was open.
    location.assign(`/login?to=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(
    response.status,
    TITLES[response.status] ?? problem.title ?? `Status ${response.status}`,
    problem.detail ?? 'The query service answered with an error.',
    problem.parameter ?? null,
    secondsOf(response.headers.get('Retry-After')),
    problem.syntax ?? null);
}

/** @return what reading the body of a response gives */
async function reading(body) {
  try {
    return await body();
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, 'The answer broke off', 'The query service began to answer, but the end did not arrive. Is it still running?');
  }
}

/** Longer work without a pause would delay keys and scrolling. */
const WORK_MILLIS = 24;
const PROGRESS_MILLIS = 200;

/** A trace; `onPart` gets it before all of its spans are here, and the number of spans that are. */
async function arriving(path, options, { onPart, onProgress }) {
  const response = await ask(path, options);
  const body = response.body.getReader();
  const read = () => reading(() => body.read());
  const decoder = new TextDecoder();
  const trace = new ArrivingTrace();
  let worked = performance.now();
  let shown = worked;
  for (let piece = await read(); !piece.done; piece = await read()) {
    options.signal.throwIfAborted();
    trace.add(decoder.decode(piece.value, { stream: true }));
    const part = trace.part();
    if (part) {
      onPart(part);
    }
    const now = performance.now();
    if (now - shown > PROGRESS_MILLIS) {
      shown = now;
      onProgress(trace.spans.length);
    }
    if (now - worked > WORK_MILLIS) {
      await pause();
      worked = performance.now();
    }
  }
  return reading(() => trace.whole());
}

/** Lets the browser draw; unlike a timer, without delay in a tab that is not in sight. */
function pause() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Reads a number of seconds; the service does not use the other form, a date. */
const secondsOf = (text) => (/^\d+$/.test(text ?? '') ? Number(text) : null);

/**
 * The reason why a stream was refused. @param asked ends the request, whose answer has no end if it is not refused
 */
export async function refusal(path, asked) {
  return send(path, { signal: asked.signal, onAnswer: () => asked.abort() }).then(() => null, (problem) => (problem instanceof ApiError ? problem : null));
}

/** Names of services, and whether these are all of them. */
export const services = (signal) => get('/api/v1/services', signal);

/** The same for the operations of a service. */
export const operations = (service, signal) => get(`/api/v1/operations?service=${encodeURIComponent(service)}`, signal);

/** @param path a search's path and query, for instance the `next` of a page */
export const search = (path, signal) => get(path, signal);

/** The path of the fields that can be searched for, and that of the values of one. */
export const tagsPath = (parameters) => `/api/v1/tags?${parameters}`;
export const tagValuesPath = (key, parameters) => `/api/v1/tags/${encodeURIComponent(key).replaceAll('%2F', '/')}/values?${parameters}`;

/** @param path one of these */
export const suggestions = (path) => get(path);

const timed = (path, corrected) => (corrected ? `${path}${path.includes('?') ? '&' : '?'}clocks=corrected` : path);

/**
 * @param corrected whether times are corrected where clocks differ
 * @param listener its `onPart` and `onProgress` are called while the spans of a large trace arrive
 */
export const trace = (traceId, corrected, listener, signal) =>
  arriving(timed(`/api/v1/traces/${encodeURIComponent(traceId)}`, corrected), { signal }, listener);

/** The positions of the spans of a trace that a query in TraceQL selects. */
export const matches = (traceId, query, corrected, signal) =>
  get(timed(`/api/v1/traces/${encodeURIComponent(traceId)}/matches?q=${encodeURIComponent(query)}`, corrected), signal);

/** The same for a trace in a file: OTLP as JSON, which the service does not store. */
export const traceInFile = (otlp, corrected, listener, signal) =>
  arriving(timed('/api/v1/traces/view', corrected), { method: 'POST', body: otlp, headers: JSON_BODY, signal }, listener);
export const matchesInFile = (otlp, query, corrected, signal) =>
  send(timed(`/api/v1/traces/view/matches?q=${encodeURIComponent(query)}`, corrected), { method: 'POST', body: otlp, headers: JSON_BODY, signal });

/** Two traces side by side. */
export const comparison = (a, b, signal) => get(`/api/v1/traces/${encodeURIComponent(a)}/compare/${encodeURIComponent(b)}`, signal);

/** A trace beside the medians of its pattern. */
export const usual = (traceId, signal) => get(`/api/v1/traces/${encodeURIComponent(traceId)}/usual`, signal);

/** @param path of an answer about counted calls */
export const calls = (path, signal) => get(path, signal);

/** @param path of a metrics query */
export const metrics = (path, signal) => get(path, signal);

/** @param path the path and query of the patterns of an operation */
export const patterns = (path, signal) => get(path, signal);

/** @param path the path and query of a comparison of selected traces with the rest */
export const explanation = (path, signal) => get(path, signal);

/** @param path of an answer about alerts */
export const alerts = (path, signal) => get(path, signal);

/** @param path of the last values of an alert */
export const alertValues = (path, signal) => get(path, signal);

/** @param silence its fields, as the API has them */
export const addSilence = (silence) => send('/api/v1/silences', {
  method: 'POST', body: JSON.stringify(silence), headers: JSON_BODY,
});

export const endSilence = (id) => send(`/api/v1/silences/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** @param rule its fields, as the API has them */
export const addRule = (rule) => send('/api/v1/alert-rules', { method: 'POST', body: JSON.stringify(rule), headers: JSON_BODY });

/** Replaces a rule. @param version of the rule that was read */
export const putRule = (rule, version) => send(rulePath(rule.name), { method: 'PUT', body: JSON.stringify(rule), headers: { ...JSON_BODY, ...ifMatch(version) } });

export const deleteRule = (name, version) => send(rulePath(name), { method: 'DELETE', headers: ifMatch(version) });

/** The last values of a rule that is not written. */
export const previewRule = (rule) => send('/api/v1/alert-rules/preview', { method: 'POST', body: JSON.stringify(rule), headers: JSON_BODY });

const rulePath = (name) => `/api/v1/alert-rules/${encodeURIComponent(name)}`;
const ifMatch = (version) => ({ 'if-match': `"${version}"` });

/** The service's facts about its installation. */
export const setup = (signal) => get('/viewer/setup.json', signal);
