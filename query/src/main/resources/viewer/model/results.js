// SPDX-License-Identifier: Apache-2.0
// The rows and columns of search results. Pure functions.

import { isEverything } from './area.js';
import { clock, count, day, duration, millis, nameText } from './format.js';

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
