// SPDX-License-Identifier: Apache-2.0
// The time range that the waterfall shows: `from` and `to` in nanoseconds since the start of the trace. Pure functions.

/** A trace without a length is shown as one nanosecond. */
export const wholeTime = (trace) => ({ from: 0, to: Math.max(1, trace.durationNanos) });

/** @param from value in the address, or null; an invalid value counts as none */
export function viewOf(trace, from, to) {
  const whole = wholeTime(trace);
  const given = { from: Math.max(0, Number(from ?? whole.from)), to: Math.min(Number(to ?? whole.to), whole.to) };
  return given.from < given.to ? given : whole;
}

export const isWhole = (trace, view) => view.from <= 0 && view.to >= trace.durationNanos;

/** A span with some margin around it. */
export function viewAround(trace, span) {
  const air = Math.max(1, span.durationNanos) * 0.05;
  return {
    from: Math.max(0, span.startNanos - air),
    to: Math.min(wholeTime(trace).to, span.startNanos + Math.max(1, span.durationNanos) + air),
  };
}

/**
 * The view moved and stretched, within the trace.
 *
 * @param by how far, as a share of its length; less than 0 is earlier
 * @param factor its new length, as a share of the old one
 */
export function changed(trace, view, by, factor) {
  const most = wholeTime(trace).to;
  const old = view.to - view.from;
  const length = Math.min(most, Math.max(1, old * factor));
  const from = Math.max(0, Math.min(most - length, view.from + old * by + (old - length) / 2));
  return { from, to: from + length };
}

/** Left edge and width of a time range, as shares of the visible range; null if none of it is visible. */
export function extent(from, to, view) {
  const length = view.to - view.from;
  if (!(length > 0) || to < view.from || from > view.to) {
    return null;
  }
  const left = Math.max(0, (from - view.from) / length);
  const right = Math.min(1, (to - view.from) / length);
  return { left, width: right - left };
}

/** -1 for a span that ends before the view, 1 for one that begins after it, 0 for a visible one. */
export function sideOf(span, view) {
  if (span.startNanos + span.durationNanos < view.from) {
    return -1;
  }
  return span.startNanos > view.to ? 1 : 0;
}

/** Position of the first row whose span begins in view, or else of the innermost visible span; -1 if there is none. */
export function firstInView(spans, rows, view) {
  const seen = rows.filter((position) => sideOf(spans[position], view) === 0);
  return seen.find((position) => spans[position].startNanos >= view.from) ?? seen.at(-1) ?? -1;
}
