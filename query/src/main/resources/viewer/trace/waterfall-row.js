// SPDX-License-Identifier: Apache-2.0
// One row: on the left the name, indented below its parent, on the right the bar.

import { css, html, nothing, svg } from 'lit';
import { activityOf } from '../model/activity.js';
import { pathShades } from '../model/critical-path.js';
import { eventMarks, logCounts } from '../model/events.js';
import { count, duration, nameText, plural } from '../model/format.js';
import { isUnfinished, odditiesOf } from '../model/oddities.js';
import { extent, sideOf } from '../model/view.js';
import { error, insight, log, odd } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';
import { mark, markStyles } from './event-marks.js';

export const ROW_HEIGHT = 28;
/** Pixels right of the bars, for the length of a bar that ends with the trace. */
export const GUTTER = 76;
const INDENT = 14;
const MOST_INDENT = 24;
/** Width of the lines left of a name that show its depth. */
export const indentOf = ({ depth }) => `${INDENT * Math.min(depth, MOST_INDENT) + 8}px`;

export const rowStyles = css`
  .row { display: grid; grid-template-columns: var(--names) minmax(0, 1fr); height: ${ROW_HEIGHT}px; cursor: pointer; font-size: 13px; }
  .row:hover { background: var(--hover); }
  .row.match { background: var(--match-soft); }
  .row.marked { background: var(--accent-soft); }
  .insight { flex: none; display: inline-flex; margin: 0 -4px; color: var(--accent); }
  .row.opened { background: var(--accent-soft); }
  .row.cursor { box-shadow: inset 3px 0 0 var(--accent); }
  .name { container-type: inline-size; display: flex; align-items: center; gap: 7px; min-width: 0; padding-right: 12px; }
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
  .service { flex: 0 8 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); font-size: 12px; }
  .activity { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); font: 11.5px var(--mono); }
  @container (max-width: 300px) { .activity { display: none; } }
  .logs { flex: none; display: inline-flex; align-items: center; gap: 3px; height: 18px; padding: 0 5px 0 2px; border: 1px solid var(--line); border-radius: 9px; font-size: 11px; color: var(--muted); font-variant-numeric: tabular-nums; }
  .logs.errors { border-color: currentColor; color: var(--error); }
  .failed .operation { color: var(--error); font-weight: 600; }
  .missing .operation { color: var(--muted); font-style: italic; }
  .name > svg { flex: none; }
  .time { position: relative; overflow: hidden; }
  .lane { position: absolute; inset: 0 var(--gutter) 0 0; }
  .bar { position: absolute; top: 7px; height: 14px; min-width: 2px; border-radius: 3px; background: var(--service); }
  .bar.before { border-top-left-radius: 0; border-bottom-left-radius: 0; }
  .bar.after { border-top-right-radius: 0; border-bottom-right-radius: 0; }
  .critical .bar { overflow: hidden; background: color-mix(in oklab, var(--service) 28%, var(--page)); box-shadow: inset 0 0 0 1px var(--service); }
  .path { display: block; width: 100%; height: 100%; fill: var(--service); }
  .missing .dot { border: 1px dashed var(--edge); }
  .missing .bar { background: repeating-linear-gradient(135deg, var(--line) 0 5px, transparent 5px 10px); box-shadow: inset 0 0 0 1px var(--edge); }
  .failed .bar { outline: 2px solid var(--error-fill); outline-offset: 1px; }
  .unfinished .bar { mask-image: linear-gradient(to right, #000 calc(100% - 24px), rgb(0 0 0 / 25%)); }
  .shade-1 { fill-opacity: 0.22; } .shade-2 { fill-opacity: 0.42; } .shade-3 { fill-opacity: 0.62; } .shade-4 { fill-opacity: 0.82; }
  .outside .operation, .dim .operation { color: var(--muted); font-weight: 400; }
  .outside .dot, .dim .dot, .outside .name > svg, .dim .name > svg { opacity: 0.5; }
  .dim .bar { opacity: 0.35; }
  .aside { position: absolute; top: 5px; font-size: 12px; line-height: 18px; color: var(--muted); }
  .aside.left { left: 6px; }
  .aside.right { right: 6px; }
  .odd {
    flex: 0 1 auto; display: inline-flex; align-items: center; gap: 3px; min-width: 18px; height: 18px; overflow: hidden; padding: 0 6px 0 1px;
    border: 1px solid currentColor; border-radius: 9px; font-size: 11px; white-space: nowrap; color: var(--warning); background: var(--warning-soft);
  }
  .odd svg { flex: none; }
  .odd span { overflow: hidden; text-overflow: ellipsis; }
  @container (max-width: 280px) { .odd { padding-right: 1px; gap: 0; } .odd span { width: 0; } }
  .length { position: absolute; top: 5px; padding-left: 7px; font-size: 12px; line-height: 18px; color: var(--muted); }
  @media (forced-colors: active) {
    .bar, .dot { forced-color-adjust: none; background: Canvas !important; border: 1px solid CanvasText; }
    .row:not(.critical) .bar, .dot { background: CanvasText !important; }
    .path { forced-color-adjust: none; fill: CanvasText; }
    .missing .bar { border-style: dashed; }
    .row.match { outline: 1px dashed CanvasText; outline-offset: -1px; }
    .row.opened .operation, .row.cursor .operation { forced-color-adjust: none; color: HighlightText; background: Highlight; }
    .row.cursor { outline: 2px solid Highlight; outline-offset: -2px; }
  }
  ${markStyles}
`;

/**
 * @param waterfall the waterfall of the row: the trace, the open rows, the visible time range, the width of the bars
 */
export function waterfallRow(waterfall, position) {
  const span = waterfall.trace.spans[position];
  const failed = span.status.code === 'ERROR';
  const missing = span.missing;
  const oddities = odditiesOf(span);
  const unfinished = isUnfinished(oddities);
  const side = sideOf(span, waterfall.view);
  const classes = [
    'row',
    waterfall.critical && 'critical',
    failed && 'failed',
    missing && 'missing',
    unfinished && 'unfinished',
    side !== 0 && 'outside',
    waterfall.matched.has(position) ? !waterfall.hides && 'match' : waterfall.filtered && 'dim',
    waterfall.marked.has(position) && 'marked',
    position === waterfall.opened && 'opened',
    position === waterfall.cursor && 'cursor',
  ].filter(Boolean).join(' ');
  const open = !waterfall.collapsed.has(position);
  return html`
    <div class=${classes} id=${`span-${position}`} data-position=${position} role="treeitem" aria-level=${span.depth + 1}
      aria-selected=${position === waterfall.cursor} aria-expanded=${span.childCount ? open : nothing}
      ${place({ '--service': missing ? 'transparent' : waterfall.paint.of(span) })}>
      ${nameOf(span, {
        failed, missing, open, oddities, marked: waterfall.marked.has(position), unfolded: waterfall.folds.byFirst.get(position) })}
      <div class="time"><div class="lane">${side === 0 ? barOf(span, waterfall, unfinished) : pointer(span, waterfall.view, side)}</div></div>
    </div>`;
}

function nameOf(span, { failed, missing, open, oddities, marked, unfolded }) {
  const children = count(span.childCount);
  const activity = missing ? '' : activityOf(span);
  const caret = span.childCount
    ? html`<button class="caret" tabindex="-1" data-open=${open} aria-label=${`${children} below: ${open ? 'collapse' : 'expand'}`}>
        ${children}<svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><path d="M2 3.5 5 6.8 8 3.5" fill="none" stroke="currentColor" stroke-width="1.5"/></svg></button>`
    : html`<span class="caret"></span>`;
  return html`
    <div class="name">
      <span class="guides" ${place({ '--indent': indentOf(span) })}></span>
      ${caret}
      ${unfolded ? html`<button class="repeats" tabindex="-1" title="Fold them into one row (f)" aria-label=${`${count(unfolded.count)} × the same: fold them into one row`}>
        ${count(unfolded.count)} ×</button>` : nothing}
      <span class="dot"></span>
      ${marked ? html`<span class="insight" title="Part of the chosen insight">${insight}<span class="visually-hidden">part of the insight</span></span>` : nothing}
      ${failed ? error : nothing}
      <span class="operation" title=${missing ? '' : span.name}>${missing ? 'missing span' : nameText(span.name)}</span>
      ${oddMark(oddities)}
      <span class="service">${missing ? span.spanId : span.service}</span>
      ${logMark(span)}
      ${activity ? html`<span class="activity" title=${activity}>${activity}</span>` : nothing}
    </div>`;
}

function logMark(span) {
  const { all, errors } = span.events.length === 0 ? { all: 0 } : logCounts(span);
  if (all === 0) {
    return nothing;
  }
  const words = `${plural(all, 'log record')}${errors > 0 ? `, ${count(errors)} of an error` : ''}`;
  return html`<span class=${errors > 0 ? 'logs errors' : 'logs'} title=${words}>${log}<span aria-hidden="true">${count(all)}</span><span class="visually-hidden">${words}</span></span>`;
}

const oddMark = (oddities) => (oddities.length === 0 ? nothing : html`
  <span class="odd" title=${oddities.map(({ sentence }) => sentence).join('\n')}>
    ${odd}<span>${oddities.map(({ label }) => label).join(', ')}</span>
  </span>`);

/** The direction and distance of a span outside the visible time range. */
export function pointer(span, view, side) {
  return side < 0
    ? html`<span class="aside left number" title="Ends this long before the time shown">◂ ${duration(view.from - span.startNanos - span.durationNanos)}</span>`
    : html`<span class="aside right number" title="Starts this long after the time shown">${duration(span.startNanos - view.to)} ▸</span>`;
}

/** The duration is to the right of the bar, where the gutter leaves room for it even at the end of the trace. */
function barOf(span, waterfall, unfinished) {
  const { view } = waterfall;
  const end = span.startNanos + span.durationNanos;
  const bar = extent(span.startNanos, end, view);
  const marks = span.events.length === 0 ? [] : eventMarks(span, view, waterfall.width);
  const classes = `bar${span.startNanos < view.from ? ' before' : ''}${end > view.to ? ' after' : ''}`;
  return html`
    <div class=${classes} ${place({ left: percent(bar.left), width: percent(bar.width) })}>
      ${waterfall.critical ? pathOf(span, bar, waterfall) : nothing}
    </div>
    ${marks.map(({ left, title, sort }) => mark(sort, title, place({ left: percent(left) })))}
    <span class="length number" ${place({ left: percent(bar.left + bar.width) })}>${unfinished ? '> ' : ''}${lengthOf(span, waterfall)}</span>`;
}

/** In the colours of self time the number beside a bar is the self time, so that colour is not its only mark. */
const lengthOf = (span, { paint }) => (paint.by === 'self' ? `self ${duration(span.selfNanos)}` : duration(span.durationNanos));

/** The last drawing of spans whose path has many pieces, because every scroll step redraws all visible rows. */
const drawn = new WeakMap();
const MANY_PIECES = 50;

function pathOf(span, bar, { view, width }) {
  if (span.criticalPath.length === 0) {
    return nothing;
  }
  const columns = Math.max(1, Math.round(bar.width * width));
  const before = drawn.get(span);
  if (before?.view === view && before.columns === columns) {
    return before.drawing;
  }
  const from = Math.max(span.startNanos, view.from);
  const to = Math.min(span.startNanos + span.durationNanos, view.to);
  const drawing = html`
    <svg class="path" viewBox=${`0 0 ${columns} 1`} preserveAspectRatio="none" aria-hidden="true">
      ${pathShades(span.criticalPath, from, to, columns).map((one) => svg`<path class=${`shade-${one.shade}`} d=${one.drawing}></path>`)}
    </svg>`;
  if (span.criticalPath.length > MANY_PIECES) {
    drawn.set(span, { view, columns, drawing });
  }
  return drawing;
}
