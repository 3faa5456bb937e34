// SPDX-License-Identifier: Apache-2.0
// From the lines of a comparison to the rows of its page. Pure functions.

import { duration } from './format.js';

export const CHANGES = ['slower', 'faster', 'added', 'removed', 'same'];

/** The sign of a change, so that colour is not its only mark, and its words. */
export const SIGNS = {
  slower: { sign: '▲', words: 'slower in B' },
  faster: { sign: '▼', words: 'faster in B' },
  added: { sign: '+', words: 'only in B' },
  removed: { sign: '−', words: 'only in A' },
  same: { sign: '', words: 'about as long' },
};

/**
 * Indexes of the lines to show: all of them, or those with a difference and the lines above those in the tree.
 *
 * @param all whether equal lines are shown
 */
export function shownLines(lines, all) {
  const shown = [];
  const above = [];
  lines.forEach((line, i) => {
    above.length = line.depth;
    above[line.depth] = i;
    if (all || line.change !== 'same') {
      const from = above.findIndex((at) => at > (shown.at(-1) ?? -1));
      shown.push(...above.slice(from));
    }
  });
  return shown;
}

/** The time that both traces are drawn in, in nanoseconds since the start of each root. */
export function commonTime({ a, b, lines }) {
  let from = 0;
  let to = Math.max(1, a.durationNanos, b.durationNanos);
  for (const line of lines) {
    for (const side of [line.a, line.b]) {
      if (side) {
        from = Math.min(from, side.startNanos);
        to = Math.max(to, side.startNanos + side.durationNanos);
      }
    }
  }
  return { from, to };
}

/** "+12 ms", "−3.4 s"; empty unless the line is in both traces and differs. */
export function difference({ change, a, b }) {
  if (change !== 'slower' && change !== 'faster') {
    return '';
  }
  const nanos = b.durationNanos - a.durationNanos;
  return nanos > 0 ? `+${duration(nanos)}` : duration(nanos);
}

/** "B takes 40 ms instead of 10 ms, 4 times as long." Beside the usual, `a` has no id, and the trace is called this one. */
export function verdict(a, b) {
  const times = b.durationNanos / a.durationNanos;
  const instead = `${a.traceId === null ? 'This trace' : 'B'} takes ${duration(b.durationNanos)} instead of ${duration(a.durationNanos)}`;
  if (!Number.isFinite(times) || times === 0) {
    return `${instead}.`;
  }
  if (Math.abs(times - 1) < 0.05) {
    return `${instead}, about the same.`;
  }
  return times >= 2 ? `${instead}, ${Number(times.toPrecision(2))} times as long.` : `${instead}, ${Math.round(Math.abs(times - 1) * 100)} % ${times > 1 ? 'more' : 'less'}.`;
}

const HALF_AN_HOUR = 1_800_000_000_000n;

/** The page that offers the traces to compare one with. */
export const choicePath = ({ traceId, rootService, rootOperation, startUnixNanos }) =>
  `/compare/${traceId}?${new URLSearchParams({ service: rootService, operation: rootOperation, at: startUnixNanos })}`;

/** The search for traces of the same operation at about the same time; null if the address does not name them. */
export function alikePath(search) {
  const given = new URLSearchParams(search);
  const [service, operation, at] = ['service', 'operation', 'at'].map((name) => given.get(name));
  if (!service || !operation || !/^\d{19}$/.test(at ?? '')) {
    return null;
  }
  const range = { start: String(BigInt(at) - HALF_AN_HOUR), end: String(BigInt(at) + HALF_AN_HOUR) };
  return `/api/v1/traces?${new URLSearchParams({ service, operation, ...range, limit: '100' })}`;
}

/** The traces to offer, fastest first. */
export const choices = (traces, traceId) => traces
  .filter((trace) => trace.traceId !== traceId)
  .sort((a, b) => a.durationNanos - b.durationNanos);

/** In the place of the id of trace A: the medians of the traces with the same pattern. */
export const USUAL = 'usual';

/** The page with a trace beside the medians of its pattern. */
export const usualPath = ({ traceId }) => `/compare/${USUAL}/${traceId}`;

/** An answer about the usual times of a trace as a comparison: A is the median of `samples` traces, without an id. */
export function usualComparison({ trace, samples, usualDurationNanos, lines }) {
  const counts = Object.fromEntries(CHANGES.map((change) => [change, lines.filter((line) => line.change === change).length]));
  const { rootService, rootOperation } = trace;
  const spanCount = lines.filter(({ usual }) => usual !== null).length;
  const a = { traceId: null, samples, rootService, rootOperation, durationNanos: usualDurationNanos ?? 0, spanCount, errorCount: 0 };
  return { a, b: trace, counts, lines: lines.map(({ span, usual, ...line }) => ({ ...line, a: usual && { ...usual, failed: false }, b: span })) };
}
