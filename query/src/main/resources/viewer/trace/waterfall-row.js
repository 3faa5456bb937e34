// SPDX-License-Identifier: Apache-2.0
// One row: at the left the name, indented below its parent, at the right the bar.

import { css, html, nothing } from 'lit';
import { count, duration } from '../model/format.js';
import { extent } from '../model/rows.js';
import { error } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';

export const ROW_HEIGHT = 28;
/** Pixels right of the bars, for the length of a bar that ends with the trace. */
export const GUTTER = 76;
const INDENT = 14;
const MOST_INDENT = 24;

export const rowStyles = css`
  .row { display: grid; grid-template-columns: var(--names) minmax(0, 1fr); height: ${ROW_HEIGHT}px; cursor: pointer; font-size: 13px; }
  .row:hover { background: var(--hover); }
  .row.match { background: var(--match-soft); }
  .row.opened { background: var(--accent-soft); }
  .row.cursor { box-shadow: inset 3px 0 0 var(--accent); }
  .name { display: flex; align-items: center; gap: 7px; min-width: 0; padding-right: 12px; }
  .guides {
    flex: none; align-self: stretch; width: var(--indent);
    background: repeating-linear-gradient(to right, transparent 0 ${INDENT - 1}px, var(--line) ${INDENT - 1}px ${INDENT}px);
  }
  .caret {
    flex: none; display: inline-flex; align-items: center; justify-content: flex-end; gap: 1px; min-width: 20px; height: 20px; padding: 0;
    border: 0; background: none; color: var(--muted); font: 11px/20px var(--font); font-variant-numeric: tabular-nums;
  }
  button.caret { cursor: pointer; border-radius: 4px; }
  button.caret:hover { background: var(--line); color: var(--text); }
  .caret svg { transition: transform 100ms; }
  .caret[data-open="false"] svg { transform: rotate(-90deg); }
  .operation { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .service { flex: 0 2 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); font-size: 12px; }
  .failed .operation { color: var(--error); font-weight: 600; }
  .missing .operation { color: var(--muted); font-style: italic; }
  .name > svg { flex: none; }
  .time { position: relative; overflow: hidden; }
  .lane { position: absolute; inset: 0 var(--gutter) 0 0; }
  .bar { position: absolute; top: 7px; height: 14px; min-width: 2px; border-radius: 3px; background: var(--service); }
  .critical .bar { background: color-mix(in oklab, var(--service) 28%, var(--page)); box-shadow: inset 0 0 0 1px var(--service); }
  .path { position: absolute; top: 7px; height: 14px; min-width: 1px; background: var(--service); }
  .missing .dot { border: 1px dashed var(--edge); }
  .missing .bar { background: repeating-linear-gradient(135deg, var(--line) 0 5px, transparent 5px 10px); box-shadow: inset 0 0 0 1px var(--edge); }
  .failed .bar { outline: 2px solid var(--error-fill); outline-offset: 1px; }
  .length { position: absolute; top: 5px; padding-left: 7px; font-size: 12px; line-height: 18px; color: var(--muted); }
`;

/** @param waterfall what the row is part of: the trace, which rows are open, the time in view */
export function waterfallRow(waterfall, position, row) {
  const span = waterfall.trace.spans[position];
  const failed = span.status.code === 'ERROR';
  const missing = span.oddity === 'MISSING';
  const classes = [
    'row',
    waterfall.critical && 'critical',
    failed && 'failed',
    missing && 'missing',
    waterfall.matched.has(position) && 'match',
    position === waterfall.opened && 'opened',
    position === waterfall.cursor && 'cursor',
  ].filter(Boolean).join(' ');
  const open = !waterfall.collapsed.has(position);
  return html`
    <div class=${classes} id=${`span-${position}`} data-position=${position} role="treeitem" aria-level=${span.depth + 1}
      aria-selected=${position === waterfall.cursor} aria-expanded=${span.childCount ? open : nothing}
      ${place({ '--service': missing ? 'transparent' : waterfall.colors.get(span.service) })}>
      ${nameOf(span, failed, missing, open)}
      <div class="time"><div class="lane">${barOf(span, waterfall.view, waterfall.critical)}</div></div>
    </div>`;
}

function nameOf(span, failed, missing, open) {
  const caret = span.childCount
    ? html`<button class="caret" tabindex="-1" data-open=${open} aria-label=${open ? 'Collapse' : 'Expand'}>
        ${count(span.childCount)}<svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><path d="M2 3.5 5 6.8 8 3.5" fill="none" stroke="currentColor" stroke-width="1.5"/></svg></button>`
    : html`<span class="caret"></span>`;
  return html`
    <div class="name">
      <span class="guides" ${place({ '--indent': `${INDENT * Math.min(span.depth, MOST_INDENT) + 8}px` })}></span>
      ${caret}
      <span class="dot"></span>
      ${failed ? error : nothing}
      <span class="operation" title=${missing ? '' : span.name}>${missing ? 'missing span' : span.name}</span>
      <span class="service">${missing ? span.spanId : span.service}</span>
    </div>`;
}

/** The length stands right of the bar, where the gutter leaves room for it even at the end of the trace. */
function barOf(span, view, critical) {
  const bar = extent(span.startNanos, span.startNanos + span.durationNanos, view);
  if (!bar) {
    return nothing;
  }
  return html`
    <div class="bar" ${place({ left: percent(bar.left), width: percent(bar.width) })}></div>
    ${critical ? pathOf(span, view) : nothing}
    <span class="length number" ${place({ left: percent(bar.left + bar.width) })}>${duration(span.durationNanos)}</span>`;
}

function pathOf(span, view) {
  return span.criticalPath.map(([from, to]) => {
    const piece = extent(from, to, view);
    return piece ? html`<div class="path" ${place({ left: percent(piece.left), width: percent(piece.width) })}></div>` : nothing;
  });
}
