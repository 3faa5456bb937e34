// SPDX-License-Identifier: Apache-2.0
import { isYoung, mayGrow, newsText, pauseBefore, rootText } from '/viewer/model/growth.js';
import { equal } from './check.js';

const NOW = 1_800_000_000_000;
const trace = (secondsAgo, more) => ({ startUnixNanos: `${NOW - secondsAgo * 1000}000000`, durationNanos: 1e9, spanCount: 5, missingCount: 0, ...more });

export function callsATraceYoungForAMinuteAfterItsEnd() {
  equal([5, 60, 62].map((ago) => isYoung(trace(ago), NOW)), [true, true, false]);
  equal(isYoung(trace(600, { durationNanos: 595e9 }), NOW), true);
  equal(isYoung(trace(-3600), NOW), false);
}

export function expectsMoreSpansOfATraceThatLacksSome() {
  equal([mayGrow(trace(3600), NOW), mayGrow(trace(3600, { missingCount: 1 }), NOW), mayGrow(trace(5), NOW)], [false, true, true]);
}

export function looksAFewTimesAtATraceThatIsYoungAndSmall() {
  equal([0, 1, 2, 3, 4, 5].map((looks) => pauseBefore(trace(5), looks, NOW)), [2000, 3000, 5000, 10000, 20000, null]);
  equal(pauseBefore(trace(3600, { missingCount: 1 }), 0, NOW), null);
  equal(pauseBefore(trace(5, { spanCount: 10_001 }), 0, NOW), null);
}

export function countsTheSpansThatHaveArrived() {
  equal(newsText(trace(5), trace(5, { spanCount: 6 })), '1 more span has arrived.');
  equal(newsText(trace(5), trace(5, { spanCount: 2005 })), '2,000 more spans have arrived.');
  equal(newsText(trace(5), trace(5, { durationNanos: 2e9 })), 'The trace has changed.');
}

export function expectsTheRootOfAYoungTrace() {
  equal([5, 3600].map((ago) => rootText(trace(ago, { rootMissing: true }), NOW)), ['root not arrived yet', 'root missing']);
  equal(rootText(trace(5, { rootMissing: false }), NOW), null);
}
