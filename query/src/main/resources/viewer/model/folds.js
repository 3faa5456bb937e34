// SPDX-License-Identifier: Apache-2.0
// Folds: siblings that repeat, one after another or in turn (A A A, A B A B), shown as one row. Pure functions.

import { nameText } from './format.js';

/** Fewer repetitions are shown one by one. */
export const LEAST_FOLDED = 5;
/** The most siblings that take turns. Each sibling is compared with so many after it, so the work grows with their number only. */
export const MOST_STEPS = 8;
const KINDS = ['INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

/** @return the folds of a trace without any */
export const noFolds = (spans) => ({ byFirst: new Map(), firstOf: new Int32Array(spans.length).fill(-1) });

/**
 * Finds the sequences of siblings that repeat at least five times with no other sibling between; equal are those with the
 * same service, operation and kind. Of several at the same sibling, that of the fewest steps counts.
 *
 * @param kept a flag for each span that can be a row, see `kept.js`; null if all can be
 * @return `byFirst`: the fold that begins at a span; `firstOf`: for each span the first one of its fold, -1 without a fold
 */
export function foldsOf(spans, shape, kept = null) {
  const folds = noFolds(spans);
  const { order, groups } = siblingsOf(shape, kept);
  const kinds = kindsOf(spans);
  for (const [from, to] of groups) {
    const siblings = order.subarray(from, to);
    const { steps, lengths } = repeatsOf(siblings.map((i) => kinds[i]));
    for (let at = 0; at < siblings.length; at += Math.max(1, lengths[at])) {
      if (lengths[at] > 0) {
        addFold(folds, spans, shape, siblings.subarray(at, at + lengths[at]), steps[at]);
      }
    }
  }
  countErrors(spans, folds.byFirst, folds.firstOf, shape);
  return folds;
}

/** The positions of the spans that can be rows, siblings side by side, and from where to where those of a parent with enough of them are. */
function siblingsOf({ parents }, kept) {
  const top = parents.length;
  const parentOf = (i) => (parents[i] < 0 ? top : parents[i]);
  /** First the number of children of each span, one place on; then the place of its next child. */
  const places = new Int32Array(top + 2);
  for (let i = 0; i < top; i++) {
    places[parentOf(i) + 1] += !kept || kept[i] ? 1 : 0;
  }
  const groups = [];
  for (let parent = 0; parent <= top; parent++) {
    const children = places[parent + 1];
    if (children >= LEAST_FOLDED) {
      groups.push([places[parent], places[parent] + children]);
    }
    places[parent + 1] += places[parent];
  }
  const order = new Int32Array(places[top + 1]);
  for (let i = 0; i < top; i++) {
    if (!kept || kept[i]) {
      order[places[parentOf(i)]++] = i;
    }
  }
  return { order, groups };
}

/** A number for each span, the same for equal ones; 0 for a missing span, which equals no other. */
function kindsOf(spans) {
  const numbers = new Map();
  const numberOf = (text) => {
    if (!numbers.has(text)) {
      numbers.set(text, numbers.size + 1);
    }
    return numbers.get(text);
  };
  const pairs = new Map();
  return Int32Array.from(spans, ({ name, service, kind, missing }) => {
    if (missing) {
      return 0;
    }
    const pair = (numberOf(name) * 2 ** 21 + numberOf(service)) * 8 + (KINDS.indexOf(kind) + 1);
    if (!pairs.has(pair)) {
      pairs.set(pair, pairs.size + 1);
    }
    return pairs.get(pair);
  });
}

/**
 * The repetitions that begin at each sibling.
 *
 * @param kinds of siblings, see `kindsOf`
 * @return `lengths`: the number of siblings in them, 0 if they are too few; `steps`: of how many siblings each consists
 */
export function repeatsOf(kinds) {
  const steps = new Int32Array(kinds.length);
  const lengths = new Int32Array(kinds.length);
  for (let step = 1; step <= MOST_STEPS; step++) {
    let same = 0;
    for (let at = kinds.length - 1 - step; at >= 0; at--) {
      same = kinds[at] !== 0 && kinds[at] === kinds[at + step] ? same + 1 : 0;
      if (steps[at] === 0 && same >= step * (LEAST_FOLDED - 1)) {
        steps[at] = step;
        lengths[at] = same - (same % step) + step;
      }
    }
  }
  return { steps, lengths };
}

/**
 * `count` is the number of repetitions, `steps` the positions of the spans of the first one. `end` is the position after its
 * last span and all below that one; `totalNanos` are durations added up, also of spans at the same time; `longestNanos` is
 * that of one span; `errors` counts failed spans, those below included.
 */
function addFold({ byFirst, firstOf }, spans, shape, members, steps) {
  const first = members[0];
  const last = members[members.length - 1];
  const { startNanos } = spans[first];
  const fold = {
    first, end: last + shape.sizes[last], count: members.length / steps, steps: [...members.subarray(0, steps)],
    errors: 0, totalNanos: 0, selfNanos: 0, longestNanos: 0, startNanos, endNanos: startNanos,
  };
  for (const position of members) {
    const span = spans[position];
    firstOf[position] = first;
    fold.totalNanos += span.durationNanos;
    fold.selfNanos += span.selfNanos;
    fold.longestNanos = Math.max(fold.longestNanos, span.durationNanos);
    fold.endNanos = Math.max(fold.endNanos, span.startNanos + span.durationNanos);
  }
  byFirst.set(first, fold);
}

/** The operations of a fold, in turn: "SELECT stock, UPDATE stock". */
export const namesOf = ({ steps }, spans) => steps.map((position) => nameText(spans[position].name)).join(', ');

/** The services of a fold, each once. */
export const servicesOf = ({ steps }, spans) => [...new Set(steps.map((position) => spans[position].service))].join(', ');

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
