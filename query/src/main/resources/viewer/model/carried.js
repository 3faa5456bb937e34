// SPDX-License-Identifier: Apache-2.0
// From one answer about a trace to the next, in which spans are more, or in another order. Pure functions.

/**
 * The place of each old span in the new answer.
 *
 * @param oldKeys see `keysOf`
 * @param newPositions position of each key
 * @return a function from an old position to the new one; -1 for a span that is gone, and for -1
 */
export const carrier = (oldKeys, newPositions) => (position) => (position < 0 ? -1 : newPositions.get(oldKeys[position]) ?? -1);

/** The positions that are still there. */
export const carriedSet = (positions, carry) => new Set([...positions].map(carry).filter((position) => position >= 0));

/** A span, or else its nearest ancestor that is still there, or else the first span. */
export function carriedCursor(cursor, parents, carry) {
  for (let at = cursor; at >= 0; at = parents[at]) {
    if (carry(at) >= 0) {
      return carry(at);
    }
  }
  return 0;
}

/** Nanoseconds from the start of the new answer to that of the old one. */
export const startsLater = (before, after) => Number(BigInt(before.startUnixNanos) - BigInt(after.startUnixNanos));

/** True if the second answer shows something that the first one does not. */
export const isNews = (before, after) => ['spanCount', 'missingCount', 'errorCount', 'durationNanos', 'complete']
  .some((name) => before[name] !== after[name]);
