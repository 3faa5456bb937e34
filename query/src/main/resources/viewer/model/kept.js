// SPDX-License-Identifier: Apache-2.0
// The spans that can be rows while others are hidden. Pure functions.

import { sideOf } from './view.js';

/**
 * A span is kept with all above it, so that the rows still form a tree.
 *
 * @param matches sorted positions of the spans to keep; null for all
 * @param view the time range in which a kept span has a part; null for any
 * @return a flag for each span; null if all are kept
 */
export function keptSpans(spans, shape, matches, view) {
  if (matches === null && view === null) {
    return null;
  }
  const kept = new Uint8Array(spans.length);
  const keep = (i) => {
    if (view === null || sideOf(spans[i], view) === 0) {
      for (let at = i; at >= 0 && !kept[at]; at = shape.parents[at]) {
        kept[at] = 1;
      }
    }
  };
  if (matches === null) {
    spans.forEach((unused, i) => keep(i));
  } else {
    matches.forEach(keep);
  }
  return kept;
}
