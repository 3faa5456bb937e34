// SPDX-License-Identifier: Apache-2.0
import { carriedCursor, carriedSet, carrier, isNews, startsLater } from '/viewer/model/carried.js';
import { equal } from './check.js';

const carry = carrier(['a', 'b', 'c', 'd'], new Map([['x', 0], ['a', 1], ['d', 2], ['b', 3]]));

export function findsEachSpanAtItsNewPlace() {
  equal([0, 1, 2, 3, -1].map(carry), [1, 3, -1, 2, -1]);
}

export function forgetsSpansThatAreGone() {
  equal(carriedSet(new Set([0, 2, 3]), carry), [1, 2]);
}

export function movesTheCursorToTheNearestAncestorThatIsLeft() {
  equal([carriedCursor(2, [-1, 0, 1, 2], carry), carriedCursor(3, [-1, 0, 1, 2], carry)], [3, 2]);
  equal(carriedCursor(2, [-1, 0, -1, 2], carry), 0);
}

export function findsByHowMuchTheStartHasMoved() {
  equal(startsLater({ startUnixNanos: '1800000000000000500' }, { startUnixNanos: '1800000000000000000' }), 500);
}

export function seesWhatIsNew() {
  const trace = { spanCount: 2, missingCount: 1, errorCount: 0, durationNanos: 5, complete: true };
  equal([isNews(trace, { ...trace }), isNews(trace, { ...trace, spanCount: 3 }), isNews(trace, { ...trace, durationNanos: 6 })], [false, true, true]);
}
