// SPDX-License-Identifier: Apache-2.0
// From spans to the bars of the overview: one lane for each depth. Pure functions.

/**
 * @param width of the drawing in pixels
 * @return the number of lanes and, for each bar worth drawing, its lane and its left and right edge in pixels; of many
 *   spans on the same pixels of a lane, one is drawn, preferably one that failed
 */
export function lanesOf(spans, duration, width) {
  const drawnTo = [];
  const bars = [];
  let count = 1;
  for (const span of spans) {
    const lane = span.depth;
    count = Math.max(count, lane + 1);
    const left = Math.floor((span.startNanos / duration) * width);
    const right = Math.max(left + 1, Math.ceil(((span.startNanos + span.durationNanos) / duration) * width));
    if (right > (drawnTo[lane] ?? 0) || span.status.code === 'ERROR') {
      drawnTo[lane] = Math.max(right, drawnTo[lane] ?? 0);
      bars.push({ span, lane, left, right });
    }
  }
  return { bars, count };
}
