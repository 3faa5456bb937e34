// SPDX-License-Identifier: Apache-2.0
// The rows and columns of search results. Pure functions.

import { isEverything } from './area.js';
import { clock, count, day, duration, millis, nameText, plural } from './format.js';
import { sortOf } from './sorting.js';

/** The columns of the table; see the columns of services. */
export const RESULT_COLUMNS = [
  { name: 'start', title: 'Start', text: false, value: (trace) => millis(trace.startUnixNanos), shown: (at) => `${day(at)} ${clock(at)}` },
  { name: 'service', title: 'Service', text: true, value: (trace) => trace.rootService, shown: nameText },
  { name: 'operation', title: 'Operation', text: true, value: (trace) => trace.rootOperation, shown: nameText },
  { name: 'duration', title: 'Duration', value: (trace) => trace.durationNanos, shown: duration },
  { name: 'spans', title: 'Spans', value: (trace) => trace.spanCount, shown: count },
  { name: 'matched', title: 'Matching', value: (trace) => matchedSpans(trace).matched, shown: count },
  { name: 'errors', title: 'Errors', value: (trace) => trace.errorCount, shown: count },
  { name: 'services', title: 'Services', value: (trace) => trace.services.length, shown: count },
];
export const USUAL_SORT = '-start';

/** The orders of all results, each with its name, the words before a number of traces, and what follows them. */
export const ORDERS = [
  { sort: '-start', title: 'Newest first', first: 'Newest', more: 'Load older traces' },
  { sort: 'start', title: 'Oldest first', first: 'Oldest', more: 'Load newer traces' },
  { sort: '-duration', title: 'Slowest first', first: 'Slowest', more: 'Load faster traces' },
  { sort: 'duration', title: 'Fastest first', first: 'Fastest', more: 'Load slower traces' },
  { sort: '-spans', title: 'Most spans first', first: 'Largest', more: 'Load smaller traces' },
  { sort: 'spans', title: 'Fewest spans first', first: 'Smallest', more: 'Load larger traces' },
  { sort: '-errors', title: 'Most errors first', first: 'Most failed', more: 'Load traces with fewer errors' },
  { sort: 'errors', title: 'Fewest errors first', first: 'Least failed', more: 'Load traces with more errors' },
];

/** The order of all results that an address asks for: the newest first if its `sort` is that of loaded traces. */
export function orderOf(search) {
  const given = new URLSearchParams(search).get('sort');
  return ORDERS.find(({ sort }) => sort === given) ?? ORDERS[0];
}

/** The column that sorts the loaded traces only, for an address; null if its order is one of all results. */
export function localColumnOf(search) {
  const sort = sortOf(search, RESULT_COLUMNS, USUAL_SORT);
  return sort === orderOf(search).sort ? null : RESULT_COLUMNS.find(({ name }) => name === sort.replace('-', ''));
}

/** The heading of so many loaded traces. @param page the last answer */
export function resultsHeading(order, loaded, page) {
  if (page.next === null) {
    return plural(loaded, 'trace');
  }
  return page.found === null ? `${order.first} ${plural(loaded, 'trace')}` : `${order.first} ${count(loaded)} of ${plural(page.found, 'trace')}`;
}

/** The end of the results loads further ones by itself up to so many, and by its button up to so many. */
export const MOST_BY_SCROLLING = 1000;
export const MOST_LOADED = 2000;

/** The loaded traces with those of a further page; one that has changed its place in between is there once. */
export function withMore(traces, more) {
  const ids = new Set(traces.map(({ traceId }) => traceId));
  return [...traces, ...more.filter(({ traceId }) => !ids.has(traceId))];
}

/**
 * The sentence at the end of the results.
 *
 * @param added by the last page; null if it was the first
 */
export function moreWords({ loaded, added, hasNext, loading }) {
  if (loading) {
    return 'Loading further traces…';
  }
  const news = added === null ? '' : `${added === 0 ? 'No more traces' : plural(added, 'more trace')} loaded, ${count(loaded)} in the list. `;
  if (!hasNext) {
    return `${news}That is all of them.`;
  }
  if (loaded >= MOST_LOADED) {
    return `${news}This page shows no more than ${plural(MOST_LOADED, 'trace')}: narrow the search to see others.`;
  }
  return loaded >= MOST_BY_SCROLLING ? `${news}From here on only the button loads further ones.` : news.trim();
}

/**
 * The spans of a trace that a query has selected.
 *
 * @return `matched`, their number, and the first of them; a span in several sets counts in each
 */
export function matchedSpans(trace) {
  const spans = new Map(trace.spanSets.flatMap((set) => set.spans).map((span) => [span.spanId, span]));
  return { matched: trace.spanSets.reduce((sum, set) => sum + set.matched, 0), spans: [...spans.values()] };
}

/** Returns true if the spans of a query are worth a line of their own: not if it selects all. */
export const showsMatches = (query) => !isEverything(query ?? '');

/** The address of a trace with one of its spans open. */
export const spanPath = (trace, span) => `/trace/${trace.traceId}?span=${span.spanId}`;
