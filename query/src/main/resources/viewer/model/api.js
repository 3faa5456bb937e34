// SPDX-License-Identifier: Apache-2.0
// The way to the service. An answer that is not a success becomes an ApiError with a sentence for the reader.

export class ApiError extends Error {
  constructor(status, title, detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

async function get(path, signal) {
  let response;
  try {
    response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, 'No connection', 'The query service cannot be reached. Is it still running?');
  }
  if (response.ok) {
    return response.json();
  }
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(
    response.status,
    problem.title ?? `Status ${response.status}`,
    problem.detail ?? 'The query service answered with an error.');
}

export const services = (signal) => get('/api/v1/services', signal).then((answer) => answer.services);

export const operations = (service, signal) =>
  get(`/api/v1/operations?service=${encodeURIComponent(service)}`, signal).then((answer) => answer.operations);

/** @param path a search's path and query, for instance the `next` of a page */
export const search = (path, signal) => get(path, signal);

export const trace = (traceId, signal) => get(`/api/v1/traces/${encodeURIComponent(traceId)}`, signal);
