// SPDX-License-Identifier: Apache-2.0
// From the spans of a trace, in reading order with their depth, to the rows on the screen. Pure functions.

/**
 * The shape of the tree in flat arrays: for each span the position of its parent (-1 at the top), and the number of
 * rows of its subtree.
 */
export function shapeOf(spans) {
  const parents = new Int32Array(spans.length);
  const sizes = new Int32Array(spans.length).fill(1);
  const lastAtDepth = [];
  spans.forEach((span, i) => {
    parents[i] = span.depth === 0 ? -1 : lastAtDepth[span.depth - 1];
    lastAtDepth[span.depth] = i;
  });
  for (let i = spans.length - 1; i >= 0; i--) {
    if (parents[i] >= 0) {
      sizes[parents[i]] += sizes[i];
    }
  }
  return { parents, sizes };
}

/** The key of each span in an address: its id, with a number if an earlier span has the same id. */
export function keysOf(spans) {
  const seen = new Map();
  return spans.map(({ spanId }) => {
    const times = (seen.get(spanId) ?? 0) + 1;
    seen.set(spanId, times);
    return times === 1 ? spanId : `${spanId}.${times}`;
  });
}

const NONE = new Map();

/**
 * Positions of the spans that are not inside a collapsed one, and of a fold only its first one.
 *
 * @param byFirst the folds, see `folds.js`
 * @param unfolded the first positions of those that are shown one by one
 * @param kept a flag for each span that can be a row, see `kept.js`; null if all can be
 */
export function visibleRows(shape, collapsed, byFirst = NONE, unfolded = collapsed, kept = null) {
  const rows = [];
  for (let i = 0; i < shape.sizes.length;) {
    if (kept && !kept[i]) {
      i += shape.sizes[i];
      continue;
    }
    rows.push(i);
    const fold = byFirst.get(i);
    if (fold && !unfolded.has(i)) {
      i = fold.end;
    } else {
      i += collapsed.has(i) ? shape.sizes[i] : 1;
    }
  }
  return rows;
}

/** Row of a span, or of the fold or the collapsed span that hides it. Rows are sorted, so this is a binary search. */
export function rowOf(rows, position) {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle] <= position) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** The spans that stay collapsed when a span is revealed: all but its ancestors. */
export const reveal = (shape, collapsed, position) => revealAll(shape, collapsed, [position]);

/** The same for several spans. */
export function revealAll(shape, collapsed, positions) {
  const rest = new Set(collapsed);
  const seen = new Set();
  for (const position of positions) {
    for (let at = shape.parents[position]; at >= 0 && !seen.has(at); at = shape.parents[at]) {
      seen.add(at);
      rest.delete(at);
    }
  }
  return rest;
}

/** Collapses every span with children at this depth and deeper; 0 leaves the top-level rows only. */
export function collapseFrom(spans, depth) {
  const collapsed = new Set();
  spans.forEach((span, i) => {
    if (span.childCount > 0 && span.depth >= depth) {
      collapsed.add(i);
    }
  });
  return collapsed;
}

/** Depth of the deepest visible row. */
export function deepest(spans, rows) {
  return rows.reduce((most, i) => Math.max(most, spans[i].depth), 0);
}

/** First and last row to draw (the last exclusive), with a few spare rows on both sides. */
export function windowOf(rowCount, rowHeight, scrollTop, height, spare = 8) {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const last = Math.min(rowCount, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first, last: Math.max(first, last) };
}
