// SPDX-License-Identifier: Apache-2.0
// A trace of which more spans may arrive. Pure functions.

import { lineCount } from './arriving-trace.js';
import { millis, plural } from './format.js';

const YOUNG_MILLIS = 60_000;
/** A look reads the whole trace, so a large one is only read again on request. */
const MOST_LINES = 10_000;
/** The pauses before the looks at a young trace, in milliseconds. */
const PAUSES = [2_000, 3_000, 5_000, 10_000, 20_000];

/** True if the trace ended a moment ago: exporters send their spans later, and some may still be open. */
export const isYoung = (trace, now) => Math.abs(now - millis(trace.startUnixNanos) - trace.durationNanos / 1e6) < YOUNG_MILLIS;

/** A remark on the root of a search result; null for a trace that has one. */
export const rootText = (trace, now) => (trace.rootMissing ? (isYoung(trace, now) ? 'root not arrived yet' : 'root missing') : null);

/** True if it is of use to look for more spans. */
export const mayGrow = (trace, now) => trace.missingCount > 0 || isYoung(trace, now);

/** Milliseconds until the next look; null without one. @param looks the number of those before */
export const pauseBefore = (trace, looks, now) =>
  (looks < PAUSES.length && isYoung(trace, now) && lineCount(trace) <= MOST_LINES ? PAUSES[looks] : null);

/** The news of a later answer in words. */
export function newsText(before, after) {
  const more = after.spanCount - before.spanCount;
  return more > 0 ? `${plural(more, 'more span')} ${more === 1 ? 'has' : 'have'} arrived.` : 'The trace has changed.';
}
