// SPDX-License-Identifier: Apache-2.0
// Metrics queries over all results of a search, not only those of its page. Pure functions.

import { spansOf } from './area.js';
import { octaveMap, shownTraces } from './heat.js';
import { millis } from './format.js';
import { readable } from './location.js';
import { withStage } from './traceql.js';

const SECOND = 1000000000n;
const MOST_STEPS = 80n;
const MOST_EXEMPLARS = 100;

const path = (parameters) => `/api/v1/metrics/query_range?${readable(new URLSearchParams(parameters))}`;

/** The request for the durations of all spans that match. @param page an answer of the search */
export function heatPath(page) {
  const length = BigInt(page.endUnixNanos) - BigInt(page.startUnixNanos);
  const step = length / (MOST_STEPS * SECOND) + 1n;
  return path({
    q: withStage(spansOf(page.query), 'histogram_over_time(span:duration)'), start: page.startUnixNanos, end: page.endUnixNanos, step: `${step}s`,
    exemplars: MOST_EXEMPLARS,
  });
}

/** The heat map of the answer: its `steps`, the `map`, and a span of each step as an example. */
export function heatOf(answer, page) {
  const step = answer.stepNanos / 1e6;
  const [first, start] = [millis(answer.firstUnixNanos), millis(page.startUnixNanos)];
  const all = Array.from({ length: answer.points }, (_, i) => ({ from: first + (i - 1) * step, to: first + i * step }));
  const before = all.filter(({ to }) => to <= start).length;
  const steps = all.slice(before);
  // Spans of no length have a bucket of their own.
  const buckets = answer.series.map(({ labels, values }) => ({ upToNanos: Math.max(1, Math.round(labels.__bucket * 1e9)), calls: values.slice(before) }));
  const examples = answer.series.flatMap(({ exemplars }) => exemplars)
    .filter(({ durationNanos }) => durationNanos > 0)
    .map(({ traceId, spanId, startUnixNanos, durationNanos }) => ({ traceId, spanId, unixNanos: startUnixNanos, durationNanos, error: false }));
  return { steps, map: octaveMap(buckets), examples: shownTraces(examples, steps) };
}

/** The number of spans in a heat map. */
export const spansIn = ({ map }) => Math.round(map.rows.reduce((sum, row) => row.calls.reduce((a, b) => a + b, sum), 0));
