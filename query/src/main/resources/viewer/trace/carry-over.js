// SPDX-License-Identifier: Apache-2.0
import { carriedCursor, carriedSet, carrier, startsLater } from '../model/carried.js';
import { keptCollapsed } from '../model/collapsed.js';
import { replace, withParameters } from '../model/location.js';
import { isWhole } from '../model/view.js';

/**
 * Shows another answer about the trace of a page, with everything that a reader has done in its place: cursor, open span,
 * collapsed rows, folds, the time range, and the row at the top.
 */
export function carryOver(page, trace, selected) {
  const { trace: before, view, keys, shape, collapsed, unfolded, cursor, opened, waterfall } = page;
  const top = waterfall?.rowAtTop();
  page.index(trace);
  const carry = carrier(keys, page.positions);
  page.trace = trace;
  page.arrived = trace.spans.length;
  page.selected = selected;
  page.collapsed = carriedSet(collapsed, carry);
  page.cursor = carriedCursor(cursor, shape.parents, carry);
  page.opened = carry(opened);
  page.marked = new Set(trace.insights[page.insight]?.spans ?? []);
  page.followAddress();
  page.unfolded = new Set([...carriedSet(unfolded, carry)].map((first) => page.folds.firstOf[first]));
  keepView(before, trace, view);
  if (top) {
    keepTop(page, carry(top.position), top.offset);
  }
}

/** Collapses the rows that a reader has left collapsed, as their spans arrive. */
export function collapseKept(page, trace) {
  const here = page.trace ? page.arrived : 0;
  const kept = keptCollapsed(page.traceId).map((key) => page.positions.get(key)).filter((position) => position >= here);
  page.collapsed = new Set([...page.collapsed, ...kept]);
  page.arrived = trace.spans.length;
}

/** The address counts from the start of the trace, which may have moved. */
function keepView(before, trace, view) {
  const later = startsLater(before, trace);
  if (later !== 0 && !isWhole(before, view)) {
    replace(withParameters({ from: String(Math.floor(view.from + later)), to: String(Math.ceil(view.to + later)) }));
  }
}

async function keepTop(page, position, offset) {
  await page.updateComplete;
  const { waterfall } = page;
  await waterfall?.updateComplete;
  if (position >= 0) {
    waterfall?.showAtOffset(position, offset);
  }
}
