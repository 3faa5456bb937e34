// SPDX-License-Identifier: Apache-2.0
// The steps of an answer about counted calls, and numbers of all its calls together. Pure functions.

import { millis } from './format.js';

/** Agents report every ten seconds, and a report takes a moment. */
const LATE_MILLIS = 15000;

/** The factor between the bounds of a bucket of durations. */
const BUCKET = 2 ** (1 / 8);

/**
 * The number of steps, from the first, of which all calls are counted.
 *
 * @param endsNow whether the time range ends now, so that reports of the last seconds are still to come
 */
export function completeSteps({ firstUnixNanos, stepNanos, points, endUnixNanos }, endsNow) {
  const until = millis(endUnixNanos) - (endsNow ? LATE_MILLIS : 0);
  const complete = Math.floor((until - millis(firstUnixNanos)) / (stepNanos / 1e6)) + 1;
  return Math.max(0, Math.min(points, complete));
}

/** The steps of all lists of an answer, each with the milliseconds at which it begins and ends. */
export function stepsOf(answer, endsNow) {
  const first = millis(answer.firstUnixNanos);
  const length = answer.stepNanos / 1e6;
  return Array.from({ length: completeSteps(answer, endsNow) }, (unused, i) => ({ from: first + (i - 1) * length, to: first + i * length }));
}

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

/** Numbers of all calls of an answer with a `heat` of durations: the whole time range, with steps that are not complete. */
export function totals(metrics) {
  const calls = sum(metrics.calls);
  const errors = sum(metrics.errors);
  const first = millis(metrics.firstUnixNanos) - metrics.stepNanos / 1e6;
  const buckets = metrics.heat.map(({ upToNanos, calls: ofSteps }) => ({ upToNanos, calls: sum(ofSteps) }));
  return {
    calls,
    errors,
    rate: calls / ((millis(metrics.endUnixNanos) - first) / 1000),
    p50: quantile(buckets, calls, 0.5),
    p95: quantile(buckets, calls, 0.95),
    p99: quantile(buckets, calls, 0.99),
    apdex: apdex(sum(metrics.satisfied), sum(metrics.tolerating), calls),
  };
}

/** The middle of the bucket that has the call; null without calls. */
function quantile(buckets, calls, share) {
  const rank = Math.max(1, Math.ceil(share * calls));
  let seen = 0;
  for (const bucket of buckets) {
    seen += bucket.calls;
    if (seen >= rank) {
      return bucket.upToNanos / Math.sqrt(BUCKET);
    }
  }
  return null;
}

/** The places of values between gaps, which a line does not show. */
export const lonePoints = (values) => values.flatMap((value, i) =>
  (value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null ? [i] : []));

/** From 0 to 1; null without calls. */
export const apdex = (satisfied, tolerating, calls) => (calls === 0 ? null : (satisfied + tolerating / 2) / calls);
