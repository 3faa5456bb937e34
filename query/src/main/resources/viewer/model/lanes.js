// SPDX-License-Identifier: Apache-2.0
// From a trace to the bars of the overview: one lane for each depth, or for several where there are more than pixels. Pure functions.

/**
 * @param trace `depth` is that of the whole trace, also while spans arrive
 * @param width of the drawing in pixels
 * @param most lanes
 * @return the number of lanes and, for each bar worth drawing, its lane and its left and right edge in pixels; of many
 *   spans on the same pixels of a lane, one is drawn, preferably one that failed
 */
export function lanesOf({ spans, depth, durationNanos }, width, most) {
  const count = Math.max(1, Math.min(depth, most));
  const whole = Math.max(1, durationNanos);
  const drawnTo = [];
  const bars = [];
  for (const span of spans) {
    const lane = depth > count ? Math.floor((span.depth * count) / depth) : span.depth;
    const left = Math.floor((span.startNanos / whole) * width);
    const right = Math.max(left + 1, Math.ceil(((span.startNanos + span.durationNanos) / whole) * width));
    if (right > (drawnTo[lane] ?? 0) || span.status.code === 'ERROR') {
      drawnTo[lane] = Math.max(right, drawnTo[lane] ?? 0);
      bars.push({ span, lane, left, right });
    }
  }
  return { bars, count };
}
