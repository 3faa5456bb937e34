// SPDX-License-Identifier: Apache-2.0
import { collapseFrom, deepest, keysOf, reveal, rowOf, shapeOf, visibleRows, windowOf } from '/viewer/model/rows.js';
import { equal } from './check.js';

// 0
//   1
//     2
//   3
// 4
const SPANS = [[0, 2], [1, 1], [2, 0], [1, 0], [0, 0]].map(([depth, childCount]) => ({ depth, childCount }));
const SHAPE = shapeOf(SPANS);

export function findsParentsAndSizesOfSubtrees() {
  equal(SHAPE.parents, [-1, 0, 1, 0, -1]);
  equal(SHAPE.sizes, [4, 2, 1, 1, 1]);
}

export function hidesWhatIsInsideACollapsedSpan() {
  equal(visibleRows(SHAPE, new Set()), [0, 1, 2, 3, 4]);
  equal(visibleRows(SHAPE, new Set([1])), [0, 1, 3, 4]);
  equal(visibleRows(SHAPE, new Set([0, 1])), [0, 4]);
}

export function findsTheRowOfAHiddenSpanAtItsAncestor() {
  const rows = visibleRows(SHAPE, new Set([0]));
  equal([0, 2, 3, 4].map((position) => rowOf(rows, position)), [0, 0, 0, 1]);
}

export function opensOnlyTheAncestorsOfASpanToReveal() {
  equal(reveal(SHAPE, new Set([0, 1, 4]), 2), new Set([4]));
  equal(reveal(SHAPE, new Set([0, 1]), 1), new Set([1]));
}

export function collapsesFromADepthDown() {
  equal(collapseFrom(SPANS, 0), new Set([0, 1]));
  equal(collapseFrom(SPANS, 1), new Set([1]));
  equal(collapseFrom(SPANS, 2), new Set());
}

export function knowsTheDeepestRow() {
  equal(deepest(SPANS, [0, 1, 2, 3, 4]), 2);
  equal(deepest(SPANS, [0, 4]), 0);
}

export function drawsOnlyTheRowsInSight() {
  equal(windowOf(100000, 28, 0, 560, 2), { first: 0, last: 22 });
  equal(windowOf(100000, 28, 28000, 560, 2), { first: 998, last: 1022 });
  equal(windowOf(5, 28, 0, 560, 2), { first: 0, last: 5 });
  equal(windowOf(3, 28, 28000, 560, 2), { first: 998, last: 998 });
}

export function namesEachSpanAlsoWhereIdsRepeat() {
  equal(keysOf(['a', 'b', 'a', 'a'].map((spanId) => ({ spanId }))), ['a', 'b', 'a.2', 'a.3']);
}

export function laysOutAHundredThousandSpansOfOneChain() {
  const chain = Array.from({ length: 100000 }, (unused, depth) => ({ depth, childCount: 1 }));
  const shape = shapeOf(chain);
  equal([shape.sizes[0], shape.parents[99999]], [100000, 99998]);
  equal(visibleRows(shape, new Set([50000])).length, 50001);
}
