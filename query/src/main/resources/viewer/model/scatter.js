// SPDX-License-Identifier: Apache-2.0
// Turns trace summaries into dots: time on the x axis, duration on a logarithmic y axis. Pure functions.

import { millis } from './format.js';
import { logTicks, timeTicks } from './scale.js';

const LEAST_NANOS = 1000;

/**
 * The dots and the marks of the axes, the places of a time and a duration (`x`, `y`), the reverse (`momentAt`), and the `bounds` of
 * the plot.
 *
 * @param size width and height in pixels, and the margins left, right, top, bottom
 * @param range the searched time range, in milliseconds; the plot narrows it to the traces found
 */
export function scatter(traces, range, size) {
  const starts = traces.map((trace) => millis(trace.startUnixNanos));
  const nanos = traces.map((trace) => Math.max(LEAST_NANOS, trace.durationNanos));
  const time = timeRange(starts, range);
  const low = Math.min(...nanos) / 1.3;
  const high = Math.max(...nanos) * 1.3;
  const [width, height] = [size.width - size.left - size.right, size.height - size.top - size.bottom];
  const within = (share) => Math.min(1, Math.max(0, share));
  const x = (t) => size.left + ((t - time.from) / (time.to - time.from)) * width;
  const y = (n) => size.height - size.bottom - (Math.log(n / low) / Math.log(high / low)) * height;
  return {
    x: (t) => size.left + within((x(t) - size.left) / width) * width,
    y: (n) => size.top + within((y(Math.max(1, n)) - size.top) / height) * height,
    momentAt: (px, py) => ({
      at: time.from + within((px - size.left) / width) * (time.to - time.from),
      nanos: low * (high / low) ** within((size.height - size.bottom - py) / height),
    }),
    bounds: { of: 'traces', from: time.from, to: time.to, least: low, most: high },
    dots: traces.map((trace, i) => ({ trace, x: x(starts[i]), y: y(nanos[i]), radius: radius(trace.spanCount) })),
    timeTicks: timeTicks(time.from, time.to, Math.floor(size.width / 160)).map((at) => ({ at, x: x(at) })),
    durationTicks: logTicks(low, high, Math.floor(size.height / 34)).map((at) => ({ at, y: y(at) })),
  };
}

/** The time range of the traces with some margin; the searched range if all traces start at the same moment. */
function timeRange(starts, range) {
  const from = Math.min(...starts);
  const to = Math.max(...starts);
  const air = Math.max((to - from) * 0.03, 500);
  return { from: Math.max(Math.min(range.from, from), from - air), to: Math.min(Math.max(range.to, to), to + air) };
}

const radius = (spanCount) => Math.min(9, 3 + Math.log10(Math.max(1, spanCount)) * 1.6);
