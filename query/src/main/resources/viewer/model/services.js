// SPDX-License-Identifier: Apache-2.0
// The rows of the page of services. Pure functions.

import { ago, count, day, clock, duration, millis, percentage, plural, rate } from './format.js';
import { apdex, completeSteps } from './call-points.js';
import { askedRange, endsNow, stepSeconds } from './time-range.js';

const MOST_POINTS = 60;

/** The columns of the table. `value` decides the order, `shown` is the text; both are null for what is not known. */
export const COLUMNS = [
  { name: 'name', title: 'Service', text: true, value: (row) => row.name },
  { name: 'rate', title: 'Rate', value: (row) => row.rate, shown: (perSecond) => rate(perSecond) },
  { name: 'errors', title: 'Errors', value: (row) => row.errorShare, shown: percentage },
  { name: 'p50', title: 'p50', value: (row) => row.p50, shown: duration },
  { name: 'p95', title: 'p95', value: (row) => row.p95, shown: duration },
  { name: 'p99', title: 'p99', value: (row) => row.p99, shown: duration },
  { name: 'apdex', title: 'Apdex', value: (row) => row.apdex, shown: (score) => score.toFixed(2) },
  { name: 'day', title: '24 h', value: (row) => row.day?.calls ?? null, shown: count },
  { name: 'first', title: 'First seen', value: (row) => row.first, shown: ago },
  { name: 'last', title: 'Last seen', value: (row) => row.last, shown: ago },
];
export const USUAL_SORT = '-rate';

/** The request for an address's query string. @param now milliseconds since 1970 */
export function summariesPath(search, now) {
  const asked = askedRange(search);
  asked.set('step', `${stepSeconds(search, MOST_POINTS, now)}s`);
  return `/api/v1/service-summaries?${asked}`;
}

/**
 * The services of the answer, with counted calls or estimates, and those of which there are only names.
 *
 * @param names of services with stored spans
 */
export function rowsOf(answer, names, search) {
  const steps = completeSteps(answer, endsNow(search));
  const counted = answer.services.map((service) => rowOf(service, steps, answer.stepNanos / 1e9));
  const known = new Set(counted.map((row) => row.name));
  return [...counted, ...names.filter((name) => !known.has(name)).map(ofSpans)];
}

function rowOf(service, steps, stepSecondsLength) {
  return {
    name: service.service,
    counts: service.firstUnixNanos !== null,
    estimated: service.estimated,
    calls: service.calls,
    rate: service.rate,
    errorShare: service.calls === 0 ? null : service.errors / service.calls,
    p50: service.p50Nanos,
    p95: service.p95Nanos,
    p99: service.p99Nanos,
    apdex: apdex(service.satisfied, service.tolerating, service.calls),
    day: service.day,
    first: service.firstUnixNanos === null ? null : millis(service.firstUnixNanos),
    last: service.lastUnixNanos === null ? null : millis(service.lastUnixNanos),
    versions: service.versions,
    rates: service.callsOfSteps.slice(0, steps).map((calls) => calls / stepSecondsLength),
    p99s: service.p99NanosOfSteps.slice(0, steps),
  };
}

const ofSpans = (name) => ({
  name, counts: false, estimated: false, calls: null, rate: null, errorShare: null, p50: null, p95: null, p99: null, apdex: null, day: null,
  first: null, last: null, versions: [], rates: [], p99s: [],
});

/** The rows whose name has the text. */
export const filtered = (rows, text) => rows.filter((row) => row.name.toLowerCase().includes(text.trim().toLowerCase()));

/** The calls of 24 hours in words. */
export function dayText({ calls, errors, p99Nanos }) {
  const of = calls === 0 ? '' : `, ${percentage(errors / calls)} errors, p99 ${duration(p99Nanos)}`;
  return `${plural(calls, 'call')} in 24 hours${of}`;
}

/** A moment in full. */
export const momentText = (at) => `${day(at)} ${clock(at).slice(0, 8)}`;
