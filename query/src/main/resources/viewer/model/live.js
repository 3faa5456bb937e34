// SPDX-License-Identifier: Apache-2.0
// The state of a live tail. Pure functions.

import { plural } from './format.js';

/** The most rows that are shown, and that wait while the list is paused. */
export const MOST_ROWS = 100;

/** `shown` and `waiting` are traces, newest first; `arrived` counts all of them, `leftOut` those that were too many. */
export const NOTHING_YET = { shown: [], waiting: [], arrived: 0, leftOut: 0, more: false, isPaused: false };

/** The state after a trace came. A trace that comes again, with more spans, keeps its place. */
export function afterTrace(state, trace) {
  const isKnown = [...state.shown, ...state.waiting].some(({ traceId }) => traceId === trace.traceId);
  const into = state.isPaused && !state.shown.some(({ traceId }) => traceId === trace.traceId) ? 'waiting' : 'shown';
  return { ...state, arrived: state.arrived + (isKnown ? 0 : 1), [into]: withTrace(state[into], trace) };
}

function withTrace(list, trace) {
  const at = list.findIndex(({ traceId }) => traceId === trace.traceId);
  return at < 0 ? [trace, ...list].slice(0, MOST_ROWS) : list.with(at, trace);
}

/** The state after the service counted traces that it left out. @param more whether there were others that it did not count */
export const afterLeftOut = (state, { traces, more }) => ({ ...state, leftOut: state.leftOut + traces, more: state.more || more });

export const paused = (state) => ({ ...state, isPaused: true });

/** The state with the traces that waited at the top. */
export const resumed = (state) => ({ ...state, isPaused: false, waiting: [], shown: [...state.waiting, ...state.shown].slice(0, MOST_ROWS) });

/** "12 new traces, the newest 100 below, at least 3 more left out". */
export function liveWords({ arrived, shown, leftOut, more }) {
  const parts = [arrived === 0 ? 'Waiting for new traces' : plural(arrived, 'new trace')];
  if (arrived > MOST_ROWS && shown.length === MOST_ROWS) {
    parts.push(`the newest ${MOST_ROWS} below`);
  }
  if (leftOut > 0 || more) {
    parts.push(`${more ? 'at least ' : ''}${plural(Math.max(1, leftOut), 'trace')} left out`);
  }
  return parts.join(', ');
}

/** The request that follows a query. */
export const livePath = (query) => `/api/v1/traces/live?${new URLSearchParams({ q: query })}`;
