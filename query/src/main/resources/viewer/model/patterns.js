// SPDX-License-Identifier: Apache-2.0
// The patterns of an operation: its traces grouped by shape. Pure functions.

import { duration, percentage } from './format.js';
import { readable } from './location.js';
import { logTicks } from './scale.js';
import { askedRange } from './time-range.js';
import { stringOf } from './traceql.js';

const AROUND_MILLIS = 30 * 60 * 1000;
const MOST_PARTS = 6;

/** The page of the patterns of a trace's root operation, in the hour around the trace. */
export function patternsPath(trace, startMillis) {
  const time = (at) => new Date(Math.round(at)).toISOString();
  const parameters = new URLSearchParams({
    service: trace.rootService,
    operation: trace.rootOperation,
    start: time(startMillis - AROUND_MILLIS),
    end: time(startMillis + AROUND_MILLIS),
  });
  return `/patterns?${readable(parameters)}`;
}

/** The request for an address's query string. */
export function requestOf(search) {
  const given = new URLSearchParams(search);
  const asked = new URLSearchParams(['service', 'operation', 'compare'].filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  return `/api/v1/patterns?${new URLSearchParams([...asked, ...askedRange(search)])}`;
}

/** The search for the traces of the operation, in the same time. */
export function tracesPath(search) {
  const given = new URLSearchParams(search);
  const [service, operation] = ['service', 'operation'].map((name) => stringOf(given.get(name) ?? ''));
  const query = `{ resource.service.name = ${service} && span:name = ${operation} }`;
  return `/search?${readable(new URLSearchParams([['q', query], ...askedRange(search)]))}`;
}

/** The traces of all patterns, each with its weight. */
export const tracesOf = (patterns) => patterns.reduce((sum, { traces }) => sum + traces, 0);

/** A number of traces that may be an estimate: with one decimal if it is small and not whole. */
export const weightText = (traces) => (traces < 100 && !Number.isInteger(traces) ? traces.toFixed(1) : String(Math.round(traces)).replace(/\B(?=(\d{3})+$)/g, ','));

/** One logarithmic axis for the histograms of all patterns, so that they can be compared. */
export function axisOf(patterns) {
  const buckets = patterns.flatMap(({ histogram }) => histogram);
  const from = Math.max(1, Math.min(...buckets.map(({ fromNanos }) => fromNanos)));
  const to = Math.max(from * 1.01, ...buckets.map(({ toNanos }) => toNanos));
  return { from, to };
}

/** The share of the axis left of a duration, 0 to 1. */
export function placeOn(axis, nanos) {
  const share = Math.log(Math.max(1, nanos) / axis.from) / Math.log(axis.to / axis.from);
  return Math.min(1, Math.max(0, share));
}

/** The bars of a histogram: `left`, `width` and `height` as shares; the highest bar of each pattern is 1. */
export function barsOf(histogram, axis) {
  const most = Math.max(...histogram.map(({ traces }) => traces));
  return histogram.map(({ fromNanos, toNanos, traces }) => {
    const left = placeOn(axis, fromNanos);
    return { left, width: placeOn(axis, toNanos) - left, height: traces / most, fromNanos, toNanos, traces };
  });
}

/** Durations to name on the axis. */
export const ticksOf = (axis, wanted) => logTicks(axis.from, axis.to, wanted).map((at) => ({ at, left: placeOn(axis, at) }));

/** The largest parts of the critical path, and the rest as one part without an operation. */
export function partsOf(criticalPath) {
  const parts = criticalPath.slice(0, MOST_PARTS);
  const rest = criticalPath.slice(MOST_PARTS).reduce((sum, { share }) => sum + share, 0);
  return rest > 0 ? [...parts, { service: null, operation: null, share: rest }] : parts;
}

/** The earlier time ranges to compare with, as the address and the API name them. */
export const COMPARISONS = [
  ['', 'No comparison'],
  ['previous', 'Against the time just before'],
  ['1d', 'Against a day earlier'],
  ['7d', 'Against a week earlier'],
];

/** These, with the one of the address if it is none of the usual ones. */
export const comparisons = (asked) => (COMPARISONS.some(([value]) => value === asked) ? COMPARISONS : [...COMPARISONS, [asked, `Against ${asked} earlier`]]);

/** The part of the traces of its time range that have a pattern. */
export const shareOf = ({ change, traces }, all) => (change === null ? traces / all : change.kind === 'gone' ? change.shareBefore : change.shareAfter);

/** The words for a change of a pattern: a `sign` and `words` for its kind, and the earlier share, error share and quantiles; '' for none. */
export function changeTexts({ change, errorShare }) {
  if (change === null || change.kind !== 'both') {
    const kind = { new: { sign: '+', words: 'new' }, gone: { sign: '−', words: 'gone' } }[change?.kind];
    return { sign: '', words: '', ...kind, share: '', errors: '', quantiles: [] };
  }
  const { before } = change;
  return {
    sign: '',
    words: '',
    share: `was ${percentage(change.shareBefore)}`,
    errors: errorShare > 0 || before.errorShare > 0 ? `was ${percentage(before.errorShare)}` : '',
    quantiles: before.quantiles.map(({ durationNanos }) => `was ${duration(durationNanos)}`),
  };
}
