// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { SIGNS, difference } from '../model/comparison.js';
import { duration, nameText } from '../model/format.js';
import { windowOf } from '../model/rows.js';
import { extent } from '../model/view.js';
import { error } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';
import { base, chips } from '../parts/styles.js';

const ROW_HEIGHT = 30;
const INDENT = 14;
const MOST_INDENT = 24;

/**
 * The lines of a comparison, each with a bar for trace A above one for trace B in the same time. Only the visible ones
 * are in the document.
 */
class CompareRows extends LitElement {
  static properties = {
    comparison: { attribute: false },
    shown: { attribute: false },
    colors: { attribute: false },
    time: { attribute: false },
    scrolled: { state: true },
    height: { state: true },
  };

  static styles = [base, chips, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); min-height: 0; border-top: 1px solid var(--line); }
    .row, .head { display: grid; grid-template-columns: minmax(0, 5fr) 88px 88px minmax(0, 5fr) 84px; gap: 0 10px; padding: 0 16px 0 8px; align-items: center; }
    .head { height: 28px; font-size: 12px; color: var(--muted); background: var(--surface); border-bottom: 1px solid var(--line); overflow: hidden scroll; }
    .head > :not(:first-child, :nth-child(4)) { text-align: right; }
    .scroll { overflow: hidden scroll; position: relative; }
    .scroll:focus-visible { outline: none; box-shadow: inset 3px 0 0 var(--accent); }
    .all { position: relative; }
    .seen { position: absolute; left: 0; right: 0; }
    .row { height: ${ROW_HEIGHT}px; font-size: 13px; }
    .row:hover { background: var(--hover); }
    .name { display: flex; align-items: center; gap: 7px; min-width: 0; height: 100%; }
    .guides { flex: none; align-self: stretch; width: var(--indent); background: repeating-linear-gradient(to right, transparent 0 ${INDENT - 1}px, var(--line) ${INDENT - 1}px ${INDENT}px); }
    .sign { flex: none; width: 16px; height: 16px; border-radius: 4px; font-size: 11px; font-weight: 700; line-height: 16px; text-align: center; }
    .slower .sign, .removed .sign { color: var(--error); background: var(--error-soft); }
    .faster .sign, .added .sign { color: var(--accent); background: var(--accent-soft); }
    .operation { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--text); }
    .service { flex: 0 8 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 12px; color: var(--muted); }
    .added .operation, .removed .operation { font-weight: 600; }
    .removed .operation { text-decoration: line-through; }
    .length, .change { text-align: right; font-size: 12px; }
    .length a { color: inherit; }
    .length svg { vertical-align: -2px; }
    .change { font-weight: 600; }
    .slower .change { color: var(--error); } .faster .change { color: var(--accent); }
    .absent { color: var(--muted); }
    .lanes { position: relative; height: 100%; }
    .bar { position: absolute; height: 8px; min-width: 2px; border-radius: 2px; background: var(--service); }
    .bar.a { top: 6px; opacity: 0.5; } .bar.b { top: 16px; }
    @media (forced-colors: active) {
      .scroll:focus-visible { outline: 2px solid Highlight; outline-offset: -2px; }
      .bar { forced-color-adjust: none; background: CanvasText; border: 1px solid CanvasText; } .bar.a { opacity: 1; background: Canvas; }
    }
  `];

  constructor() {
    super();
    this.scrolled = 0;
    this.height = 800;
    this.observer = new ResizeObserver(() => { this.height = this.scroller.clientHeight; });
  }

  firstUpdated() {
    this.observer.observe(this.scroller);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  get scroller() {
    return this.renderRoot.querySelector('.scroll');
  }

  focusRows() {
    this.scroller?.focus({ preventScroll: true });
  }

  render() {
    const { first, last } = windowOf(this.shown.length, ROW_HEIGHT, this.scrolled, this.height);
    const seen = [];
    for (let row = first; row < last; row++) {
      seen.push(this.row(this.comparison.lines[this.shown[row]], row));
    }
    const columns = ['Span', this.comparison.a.traceId === null ? 'A: median' : 'A', 'B', `A above B, in ${duration(this.time.to - this.time.from)}`, 'B − A'];
    return html`
      <div class="head" aria-hidden="true">${columns.map((name) => html`<span>${name}</span>`)}</div>
      <div class="scroll" role="treegrid" aria-label="Spans of both traces" aria-rowcount=${this.shown.length} aria-readonly="true" tabindex="0"
        @scroll=${() => { this.scrolled = this.scroller.scrollTop; }}>
        <div class="all" role="presentation" ${place({ height: `${this.shown.length * ROW_HEIGHT}px` })}>
          <div class="seen" role="presentation" ${place({ top: `${first * ROW_HEIGHT}px` })}>${seen}</div>
        </div>
      </div>`;
  }

  row(line, index) {
    const { sign, words } = SIGNS[line.change];
    return html`
      <div class=${`row ${line.change}`} role="row" aria-level=${line.depth + 1} aria-rowindex=${index + 1} ${place({ '--service': this.colors.get(line.service) ?? 'var(--edge)' })}>
        <div class="name" role="gridcell">
          <span class="guides" ${place({ '--indent': `${INDENT * Math.min(line.depth, MOST_INDENT)}px` })}></span>
          <span class="sign" title=${words}><span aria-hidden="true">${sign}</span><span class="visually-hidden">${words}</span></span>
          <span class="dot"></span>
          <span class="operation" title=${line.name}>${line.service ? nameText(line.name) : 'missing span'}</span>
          <span class="service">${line.service}</span>
        </div>
        ${this.side(line.a, this.comparison.a, 'A')}
        ${this.side(line.b, this.comparison.b, 'B')}
        <div class="lanes" role="gridcell">${this.bar(line.a, 'a')}${this.bar(line.b, 'b')}</div>
        <div class="change number" role="gridcell">${difference(line)}</div>
      </div>`;
  }

  side(span, trace, letter) {
    return html`
      <div class="length number" role="gridcell">${span === null ? html`<span class="absent">—</span>` : trace.traceId === null ? duration(span.durationNanos) : html`
        <a href=${`/trace/${trace.traceId}?span=${span.spanId}`} title=${`Show the span in trace ${letter}`}>${span.failed ? error : nothing}
          ${duration(span.durationNanos)}</a>`}</div>`;
  }

  bar(span, side) {
    const bar = span && extent(span.startNanos, span.startNanos + span.durationNanos, this.time);
    return bar ? html`<div class=${`bar ${side}`} ${place({ left: percent(bar.left), width: percent(bar.width) })}></div>` : nothing;
  }
}

customElements.define('compare-rows', CompareRows);
