// SPDX-License-Identifier: Apache-2.0
// Folds: equal siblings that follow one another, shown as one row. Pure functions.

/** Fewer are shown one by one. */
export const LEAST_FOLDED = 5;

/** @return the folds of a trace without any */
export const noFolds = (spans) => ({ byFirst: new Map(), firstOf: new Int32Array(spans.length).fill(-1) });

/**
 * Finds the siblings with the same service, operation and kind between which there is no other one.
 *
 * @param kept a flag for each span that can be a row, see `kept.js`; null if all can be
 * @return `byFirst`: the fold that begins at a span; `firstOf`: for each span the first one of its fold, -1 without a fold
 */
export function foldsOf(spans, shape, kept = null) {
  const { counts, firstOf } = runsOf(spans, shape, kept);
  const byFirst = new Map();
  let fold = null;
  spans.forEach((span, i) => {
    const first = firstOf[i];
    if (first < 0 || counts[first] < LEAST_FOLDED) {
      firstOf[i] = -1;
      return;
    }
    if (first === i) {
      fold = emptyFold(i, span);
      byFirst.set(i, fold);
    } else if (fold.first !== first) {
      fold = byFirst.get(first);
    }
    add(fold, span, i + shape.sizes[i]);
  });
  countErrors(spans, byFirst, firstOf, shape);
  return { byFirst, firstOf };
}

/** For each span the first one of its run, and the length of the run that begins at it. */
function runsOf(spans, shape, kept) {
  const counts = new Int32Array(spans.length);
  const firstOf = new Int32Array(spans.length).fill(-1);
  /** The run that a child of each span belongs to at present; the last place is for the top level. */
  const runs = new Int32Array(spans.length + 1).fill(-1);
  spans.forEach((span, i) => {
    if (kept && !kept[i]) {
      return;
    }
    const parent = shape.parents[i] < 0 ? spans.length : shape.parents[i];
    if (runs[parent] < 0 || !areEqual(spans[runs[parent]], span)) {
      runs[parent] = i;
    }
    firstOf[i] = runs[parent];
    counts[runs[parent]]++;
  });
  return { counts, firstOf };
}

const areEqual = (a, b) => a.name === b.name && a.service === b.service && a.kind === b.kind && !a.missing && !b.missing;

/**
 * `end` is the position after its last span and all below that one; `totalNanos` are durations added up, also of spans at
 * the same time; `errors` counts failed spans, those below included.
 */
const emptyFold = (first, { startNanos }) =>
  ({ first, end: 0, count: 0, errors: 0, totalNanos: 0, selfNanos: 0, longestNanos: 0, startNanos, endNanos: startNanos });

function add(fold, { startNanos, durationNanos, selfNanos }, end) {
  fold.end = end;
  fold.count++;
  fold.totalNanos += durationNanos;
  fold.selfNanos += selfNanos;
  fold.longestNanos = Math.max(fold.longestNanos, durationNanos);
  fold.endNanos = Math.max(fold.endNanos, startNanos + durationNanos);
}

/** The times [from, to] in which a span of a fold ran, in order and without overlaps. */
export function piecesOf(spans, { firstOf }, { first, end }) {
  const pieces = [];
  for (let i = first; i < end; i++) {
    if (firstOf[i] === first) {
      const { startNanos, durationNanos } = spans[i];
      const last = pieces.at(-1);
      if (last && startNanos <= last[1]) {
        last[1] = Math.max(last[1], startNanos + durationNanos);
      } else {
        pieces.push([startNanos, startNanos + durationNanos]);
      }
    }
  }
  return pieces;
}

/** A failed span counts in each fold around it. */
function countErrors(spans, byFirst, firstOf, { parents, sizes }) {
  if (byFirst.size === 0 || !spans.some(({ status }) => status.code === 'ERROR')) {
    return;
  }
  const failed = new Int32Array(spans.length);
  for (let i = spans.length - 1; i >= 0; i--) {
    failed[i] += spans[i].status.code === 'ERROR' ? 1 : 0;
    if (parents[i] >= 0 && sizes[i] > 0) {
      failed[parents[i]] += failed[i];
    }
    if (firstOf[i] >= 0) {
      byFirst.get(firstOf[i]).errors += failed[i];
    }
  }
}

/**
 * The folds that are to be opened so that spans have rows of their own: those around them, and those in which one of them
 * is not the first.
 *
 * @param whole true if it is enough that a span is part of a fold
 */
export function opened(folds, shape, unfolded, positions, whole = false) {
  const all = new Set(unfolded);
  const seen = new Set();
  for (const position of positions) {
    const first = folds.firstOf[position];
    if (first >= 0 && first !== position && !whole) {
      all.add(first);
    }
    for (let at = shape.parents[position]; at >= 0 && !seen.has(at); at = shape.parents[at]) {
      seen.add(at);
      if (folds.firstOf[at] >= 0) {
        all.add(folds.firstOf[at]);
      }
    }
  }
  return all;
}

/** The first row's span of the fold that a span belongs to, itself or by the nearest span above it; -1 without one. */
export function foldAround(folds, shape, position) {
  for (let at = position; at >= 0; at = shape.parents[at]) {
    if (folds.firstOf[at] >= 0) {
      return folds.firstOf[at];
    }
  }
  return -1;
}

/** True if one of the sorted positions is inside a fold that begins at a position. */
export function holdsOne(positions, first, end) {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle] < first) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < positions.length && positions[low] < end;
}
