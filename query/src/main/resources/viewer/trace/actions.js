// SPDX-License-Identifier: Apache-2.0
// The actions of the trace page, by key or by button. Each takes the page.

import { keepCollapsed } from '../model/collapsed.js';
import { foldAround, opened as unfold } from '../model/folds.js';
import { nextOf } from '../model/find.js';
import { insightText, stepInsight } from '../model/insights.js';
import { go, replace, withParameters } from '../model/location.js';
import { layoutText, nextLayout } from '../model/layout.js';
import { collapseFrom, deepest, reveal, revealAll, rowOf } from '../model/rows.js';
import { changed, firstInView, viewAround } from '../model/view.js';

export const actions = {
  next: (page) => stepRow(page, 1),
  previous: (page) => stepRow(page, -1),
  first: (page) => step(page, 0),
  last: (page) => step(page, page.rows[page.rows.length - 1]),
  outwards,
  inwards,
  open: (page) => open(page, page.cursor),
  close: (page) => page.opened >= 0 && go(withParameters({ span: null })),
  collapseAll: (page) => collapse(page, collapseFrom(page.trace.spans, 0)),
  expandAll: (page) => collapse(page, new Set()),
  collapseLevel: (page) => collapse(page, collapseFrom(page.trace.spans, Math.max(0, deepest(page.trace.spans, page.rows) - 1))),
  expandLevel: (page) => collapse(page, collapseFrom(page.trace.spans, deepest(page.trace.spans, page.rows) + 1)),
  fold: (page) => toggleFold(page, foldAround(page.folds, page.shape, page.cursor)),
  foldAll: (page) => replace(withParameters({ folds: page.folded ? 'off' : null })),
  nextError: (page) => step(page, nextOf(kept(page, page.errors), page.cursor)),
  previousError: (page) => step(page, nextOf(kept(page, page.errors), page.cursor, true)),
  nextMatch: (page) => step(page, nextOf(kept(page, page.found), page.cursor)),
  previousMatch: (page) => step(page, nextOf(kept(page, page.found), page.cursor, true)),
  nextInsight: (page) => chooseInsight(page, stepInsight(page.trace.insights, page.insight, 1)),
  previousInsight: (page) => chooseInsight(page, stepInsight(page.trace.insights, page.insight, -1)),
  listInsights: (page) => replace(withParameters({ insights: page.showInsights ? 'off' : 'on' })),
  cutRows: (page) => replace(withParameters({ rows: page.cut ? null : 'view' })),
  critical: (page) => replace(withParameters({ critical: page.critical ? 'off' : null })),
  clocks: (page) => replace(withParameters({ clocks: page.corrected ? null : 'corrected' })),
  look: (page) => page.moreSpans.look(true),
  forgetSpan: () => replace(withParameters({ span: null })),
  zoomToSpan: (page) => zoom(viewAround(page.trace, page.trace.spans[page.cursor])),
  wholeTime: () => zoom(null),
  earlier: (page) => zoom(changed(page.trace, page.view, -0.25, 1)),
  later: (page) => zoom(changed(page.trace, page.view, 0.25, 1)),
  closer: (page) => zoom(changed(page.trace, page.view, 0, 0.5)),
  farther: (page) => zoom(changed(page.trace, page.view, 0, 2)),
  waterfall: () => showAs('waterfall'),
  flame: () => showAs('flame'),
  statistics: () => showAs('statistics'),
  nextLayout: (page) => showAs(nextLayout(page.layout)),
  find: (page) => page.toolbar.focusFind(),
  print: () => window.print(),
  leave: (page) => page.waterfall.focusRows(),
  pageDown: (page) => page.waterfall.scrollPages(1),
  pageUp: (page) => page.waterfall.scrollPages(-1),
};

/** Those of some positions that are not hidden. */
const kept = (page, positions) => (page.kept ? positions.filter((position) => page.kept[position]) : positions);

function stepRow(page, by) {
  const row = rowOf(page.rows, page.cursor) + by;
  step(page, page.rows[Math.min(page.rows.length - 1, Math.max(0, row))]);
}

/** Moves the cursor; open details follow it within the same step of the browser's history. */
function step(page, position) {
  if (!(position >= 0 && position < page.trace.spans.length)) {
    return;
  }
  moveTo(page, position);
  if (page.opened >= 0) {
    replace(withParameters({ span: page.keys[position] }));
  }
}

export function moveTo(page, position) {
  page.collapsed = reveal(page.shape, page.collapsed, position);
  page.unfolded = unfold(page.folds, page.shape, page.unfolded, [position]);
  page.cursor = position;
}

/** @param position undefined for a span that is not in the trace */
export function open(page, position) {
  if (position === undefined) {
    return;
  }
  moveTo(page, position);
  const address = withParameters({ span: page.keys[position] });
  if (page.opened >= 0) {
    replace(address);
  } else {
    go(address);
  }
}

/** @param index -1 for none */
export function chooseInsight(page, index) {
  replace(withParameters({ insight: insightText(index) }));
}

/** Marks the spans of an insight, as far as they have arrived; a new one moves the cursor to its first span. */
export function showInsight(page, index) {
  const spans = (page.trace.insights[index]?.spans ?? []).filter((position) => position < page.trace.spans.length);
  const before = index === page.insight && page.marked ? page.marked.size : 0;
  if (page.marked && index === page.insight && before === spans.length) {
    return;
  }
  page.insight = index;
  page.marked = new Set(spans);
  if (spans.length > 0) {
    page.collapsed = revealAll(page.shape, page.collapsed, spans);
    page.unfolded = unfold(page.folds, page.shape, page.unfolded, spans, true);
    page.cursor = before === 0 ? spans[0] : page.cursor;
  }
}

export function toggle(page, position) {
  const collapsed = new Set(page.collapsed);
  if (!collapsed.delete(position)) {
    collapsed.add(position);
  }
  collapse(page, collapsed);
}

function collapse(page, collapsed) {
  page.collapsed = collapsed;
  if (page.traceId) {
    keepCollapsed(page.traceId, [...collapsed].map((position) => page.keys[position]));
  }
}

const isFolded = (page, position) => page.folds.byFirst.has(position) && !page.unfolded.has(position);

/** @param first position of the first span of a fold; -1 for none */
export function toggleFold(page, first) {
  if (first < 0) {
    return;
  }
  const unfolded = new Set(page.unfolded);
  if (unfolded.delete(first)) {
    page.cursor = first;
  } else {
    unfolded.add(first);
  }
  page.unfolded = unfolded;
}

function outwards(page) {
  if (isFolded(page, page.cursor)) {
    step(page, page.shape.parents[page.cursor]);
    return;
  }
  const isOpen = page.trace.spans[page.cursor].childCount > 0 && !page.collapsed.has(page.cursor);
  if (isOpen) {
    toggle(page, page.cursor);
  } else {
    step(page, page.shape.parents[page.cursor]);
  }
}

function inwards(page) {
  if (isFolded(page, page.cursor)) {
    toggleFold(page, page.cursor);
  } else if (page.collapsed.has(page.cursor)) {
    toggle(page, page.cursor);
  } else if (page.trace.spans[page.cursor].childCount > 0) {
    step(page, page.cursor + 1);
  }
}

function showAs(layout) {
  go(withParameters({ layout: layoutText(layout) }));
}

/** Shows the spans that contain a text in the waterfall, with the cursor on the first. */
export function findInWaterfall(page, text) {
  page.lookFor(text);
  go(withParameters({ layout: null, q: text }));
  step(page, page.found[0] ?? -1);
}

/** @param view null for the whole time */
function zoom(view) {
  replace(withParameters({ from: view ? String(Math.floor(view.from)) : null, to: view ? String(Math.ceil(view.to)) : null }));
}

/** Shows a time range and moves to the first span in it, because most rows may be empty there. */
export function choose(page, view) {
  zoom(view);
  if (view) {
    leadInto(page, view);
  }
}

/** @return whether a span in it has arrived */
export function leadInto(page, view) {
  const first = firstInView(page.trace.spans, page.rows, view);
  if (first >= 0) {
    page.cursor = first;
    page.updateComplete.then(() => page.waterfall?.showAtTop(first));
  }
  return first >= 0;
}
