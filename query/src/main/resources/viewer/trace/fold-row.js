// SPDX-License-Identifier: Apache-2.0
// The row of a fold: siblings that repeat, with their times added up.

import { css, html, nothing, svg } from 'lit';
import { pathShades } from '../model/critical-path.js';
import { holdsOne, namesOf, piecesOf, servicesOf } from '../model/folds.js';
import { count, duration, plural } from '../model/format.js';
import { extent, sideOf } from '../model/view.js';
import { error, insight } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';
import { indentOf, pointer } from './waterfall-row.js';

export const foldStyles = css`
  .repeats {
    flex: none; height: 20px; padding: 0 7px; border: 1px solid var(--edge); border-radius: 10px; background: var(--raised); color: var(--text);
    font: 600 12px/18px var(--font); font-variant-numeric: tabular-nums; white-space: nowrap; cursor: pointer;
  }
  .repeats:hover { background: var(--line); }
  .sums { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
  .fold .bar { overflow: hidden; background: color-mix(in oklab, var(--service) 14%, var(--page)); box-shadow: inset 0 0 0 1px var(--service); }
  @container (max-width: 280px) { .sums { display: none; } }
  @media (forced-colors: active) { .fold .bar { background: Canvas !important; } }
`;

/** @param fold see `folds.js`; `position` is that of its first span */
export function foldRow(waterfall, position, fold) {
  const span = waterfall.trace.spans[position];
  const marked = holdsOne(waterfall.insightSpans, position, fold.end);
  const stretch = { startNanos: fold.startNanos, durationNanos: fold.endNanos - fold.startNanos };
  const side = sideOf(stretch, waterfall.view);
  const classes = [
    'row fold',
    fold.errors > 0 && 'failed',
    side !== 0 && 'outside',
    holdsOne(waterfall.found, position, fold.end) ? !waterfall.hides && 'match' : waterfall.filtered && 'dim',
    marked && 'marked',
    position === waterfall.opened && 'opened',
    position === waterfall.cursor && 'cursor',
  ].filter(Boolean).join(' ');
  return html`
    <div class=${classes} id=${`span-${position}`} data-position=${position} role="treeitem" aria-level=${span.depth + 1}
      aria-selected=${position === waterfall.cursor} aria-expanded="false" title=${sentence(fold, waterfall.trace.spans)}
      ${place({ '--service': waterfall.paint.of(span) })}>
      ${nameOf(span, fold, waterfall.trace.spans, marked)}
      <div class="time"><div class="lane">${side === 0 ? barOf(stretch, fold, waterfall) : pointer(stretch, waterfall.view, side)}</div></div>
    </div>`;
}

const sums = (fold) => `${duration(fold.totalNanos)} total, ${duration(fold.selfNanos)} self`;

function sentence(fold, spans) {
  const names = namesOf(fold, spans);
  const what = fold.steps.length === 1 ? `${plural(fold.count, 'equal span')} ${names}` : `${count(fold.count)} times in turn ${names}`;
  const errors = fold.errors ? `, ${plural(fold.errors, 'error')}` : '';
  return `${what}: ${sums(fold)}, the longest ${fold.steps.length === 1 ? '' : 'span '}${duration(fold.longestNanos)}${errors}`;
}

function nameOf(span, fold, spans, marked) {
  return html`
    <div class="name">
      <span class="guides" ${place({ '--indent': indentOf(span) })}></span>
      <button class="repeats" tabindex="-1" title="Show each of them (f or →)" aria-label=${`${count(fold.count)} × the same: show each of them`}>${count(fold.count)} ×</button>
      <span class="dot"></span>
      ${marked ? html`<span class="insight" title="Part of the chosen insight">${insight}<span class="visually-hidden">part of the insight</span></span>` : nothing}
      ${fold.errors ? error : nothing}
      <span class="operation">${namesOf(fold, spans)}</span>
      <span class="service">${servicesOf(fold, spans)}</span>
      <span class="sums">${sums(fold)}</span>
    </div>`;
}

/** The last drawing of a fold, because every scroll step redraws all visible rows. */
const drawn = new WeakMap();

function barOf(stretch, fold, { trace, folds, view, width }) {
  const bar = extent(fold.startNanos, fold.endNanos, view);
  const columns = Math.max(1, Math.round(bar.width * width));
  let before = drawn.get(fold);
  if (before?.view !== view || before.columns !== columns) {
    const pieces = before?.pieces ?? piecesOf(trace.spans, folds, fold);
    before = { view, columns, pieces, drawing: shades(pieces, Math.max(fold.startNanos, view.from), Math.min(fold.endNanos, view.to), columns) };
    drawn.set(fold, before);
  }
  const classes = `bar${fold.startNanos < view.from ? ' before' : ''}${fold.endNanos > view.to ? ' after' : ''}`;
  return html`
    <div class=${classes} ${place({ left: percent(bar.left), width: percent(bar.width) })}>${before.drawing}</div>
    <span class="length number" title="From the first start to the last end" ${place({ left: percent(bar.left + bar.width) })}>${duration(stretch.durationNanos)}</span>`;
}

const shades = (pieces, from, to, columns) => html`
  <svg class="path" viewBox=${`0 0 ${columns} 1`} preserveAspectRatio="none" aria-hidden="true">
    ${pathShades(pieces, from, to, columns).map((one) => svg`<path class=${`shade-${one.shade}`} d=${one.drawing}></path>`)}
  </svg>`;
