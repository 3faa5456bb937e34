// SPDX-License-Identifier: Apache-2.0
// The page that compares selected traces with the rest: its addresses, and the rows of its answer. Pure functions.

import { readable } from './location.js';
import { askedRange } from './time-range.js';

const QUERIES = ['q', 'selected'];
const SELECTED_RANGE = ['selectedStart', 'selectedEnd'];
/** Of the traces that a search lists, so many count as slow. */
const SLOW_SHARE = 0.1;

/**
 * The page for a selection among the traces of a search.
 *
 * @param query of the search, in TraceQL; '' or '{ }' for every trace
 * @param selected the condition of the selected traces, in TraceQL
 * @param search the query string of the search, with its time range: `lookback`, or `start` and `end`
 * @param range `selectedStart` and `selectedEnd` in the forms of `start` and `end`, if the selection has a time range
 */
export function explainPath(query, selected, search, range = {}) {
  const all = [['q', query], ['selected', selected], ...askedRange(search), ...SELECTED_RANGE.map((name) => [name, range[name]])];
  return `/explain?${readable(new URLSearchParams(all.filter(([, value]) => value)))}`;
}

/** The condition for the slowest tenth of the traces that a search lists; null if they do not differ. */
export function slowest(traces) {
  const durations = traces.map(({ durationNanos }) => durationNanos).sort((a, b) => b - a);
  const limit = durations[Math.ceil(durations.length * SLOW_SHARE)];
  return durations.length > 1 && limit < durations[0] ? `{ trace:duration > ${roundedDown(limit)} }` : null;
}

/** A duration as TraceQL writes it, with two digits. */
function roundedDown(nanos) {
  const digits = Math.max(1, 10 ** (String(Math.floor(nanos)).length - 2));
  const rounded = Math.floor(nanos / digits) * digits;
  const [size, unit] = [[1e9, 's'], [1e6, 'ms'], [1e3, 'us'], [1, 'ns']].find(([one]) => rounded >= one) ?? [1, 'ns'];
  return `${Number((rounded / size).toFixed(3))}${unit}`;
}

/** The request for an address's query string; null if it has no selection. */
export function requestOf(search) {
  const given = new URLSearchParams(search);
  const named = [...QUERIES, ...SELECTED_RANGE].filter((name) => given.get(name)).map((name) => [name, given.get(name)]);
  return named.some(([name]) => name !== 'q') ? `/api/v1/explain?${new URLSearchParams([...named, ...askedRange(search)])}` : null;
}

/** The searches for the traces of both sides that meet a condition; `rest` is null if no query finds them. */
export function searchesOf(answer, search, condition) {
  const given = new URLSearchParams(search);
  const range = (start, end) => [['start', start ?? answer.startUnixNanos], ['end', end ?? answer.endUnixNanos]];
  const path = (query, times) => `/search?${readable(new URLSearchParams([['q', `${query} && ${condition}`], ...times]))}`;
  return {
    selected: path(answer.selectedQuery, range(...SELECTED_RANGE.map((name) => given.get(name)))),
    rest: answer.restQuery === null ? null : path(answer.restQuery, range()),
  };
}

/** The self times with bars: `selected` and `rest` as shares of the longest. */
export function timingRows(timings) {
  const longest = Math.max(1, ...timings.flatMap(({ selectedNanos, restNanos }) => [selectedNanos, restNanos]));
  return timings.map((timing) => ({ ...timing, selected: timing.selectedNanos / longest, rest: timing.restNanos / longest }));
}

/** The part of the difference between the mean durations that an operation has; null if the selected traces are not slower. */
export function partOfDifference({ selectedNanos, restNanos }, { selected, rest }) {
  const all = selected.meanDurationNanos - rest.meanDurationNanos;
  return all > 0 && selectedNanos > restNanos ? (selectedNanos - restNanos) / all : null;
}

const TITLES = { service: 'Service', operation: 'Operation' };

/** The heading of a field. */
export const titleOf = ({ kind, field }) => TITLES[kind] ?? field;

/** "Fewer than 1 in 1,000,000" for the probability that a difference is there by chance. */
export function chanceText(chance) {
  if (chance >= 0.01) {
    return `${Math.round(chance * 100)} in 100`;
  }
  const power = Math.min(9, Math.floor(-Math.log10(Math.max(chance, 1e-12))));
  return `fewer than 1 in ${String(10 ** power).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}
