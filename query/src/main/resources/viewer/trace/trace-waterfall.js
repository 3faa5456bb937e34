// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { count } from '../model/format.js';
import { rowOf, windowOf } from '../model/rows.js';
import { NAMES, keepWidth, widthOf } from '../model/widths.js';
import { place } from '../parts/place.js';
import { base, chips } from '../parts/styles.js';
import './column-divider.js';
import { foldRow, foldStyles } from './fold-row.js';
import './time-ruler.js';
import { GUTTER, ROW_HEIGHT, rowStyles, waterfallRow } from './waterfall-row.js';

/** More rows are left out of a print, which then states so. */
const MOST_PRINTED = 2000;
const PRINT_EVENTS = ['beforeprint', 'afterprint'];

/**
 * The rows of a trace. Only the visible ones are in the document, so 100,000 spans scroll like ten. Fires `toggle` and
 * `open` with the position of a span, and `fold` with that of the first one of a fold.
 */
class TraceWaterfall extends LitElement {
  static properties = {
    trace: { attribute: false },
    paint: { attribute: false },
    rows: { attribute: false },
    collapsed: { attribute: false },
    folds: { attribute: false },
    unfolded: { attribute: false },
    view: { attribute: false },
    cursor: { type: Number },
    opened: { type: Number },
    found: { attribute: false },
    filtered: { type: Boolean },
    hides: { type: Boolean },
    marked: { attribute: false },
    critical: { type: Boolean },
    names: { state: true },
    scrolled: { state: true },
    height: { state: true },
    full: { state: true },
    printing: { state: true },
  };

  static styles = [base, chips, rowStyles, foldStyles, css`
    :host { --gutter: ${GUTTER}px; position: relative; display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); min-width: 0; border-top: 1px solid var(--line); }
    .scroll { overflow: hidden scroll; position: relative; }
    .scroll:focus-visible { outline: none; }
    .scroll:focus-visible .row.cursor { outline: 2px solid var(--accent); outline-offset: -2px; }
    .all { position: relative; }
    .none { position: absolute; top: 60px; left: 0; right: 0; text-align: center; color: var(--muted); }
    .seen { position: absolute; left: 0; right: 0; }
    .left-out { display: none; padding: 12px 16px; }
    @media print {
      :host { display: block; }
      .scroll { overflow: visible; }
      .all { height: auto !important; }
      .seen { position: static; }
      .row { break-inside: avoid; }
      .left-out { display: block; }
      column-divider { display: none; }
    }
  `];

  constructor() {
    super();
    this.names = widthOf(NAMES);
    this.scrolled = 0;
    this.height = 800;
    this.full = 1000;
    this.printing = false;
    this.onPrint = (event) => this.print(event.type === 'beforeprint');
    this.observer = new ResizeObserver(() => this.measure());
  }

  connectedCallback() {
    super.connectedCallback();
    PRINT_EVENTS.forEach((name) => window.addEventListener(name, this.onPrint));
  }

  firstUpdated() {
    this.observer.observe(this.scroller);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
    PRINT_EVENTS.forEach((name) => window.removeEventListener(name, this.onPrint));
  }

  /** The browser lays out the page for print right after the event. */
  print(printing) {
    this.printing = printing;
    this.performUpdate();
  }

  /** The ruler and the divider need the width of this system's scroll bar. */
  measure() {
    this.height = this.scroller.clientHeight;
    this.full = this.scroller.clientWidth;
    this.style.setProperty('--scrollbar', `${this.scroller.offsetWidth - this.scroller.clientWidth}px`);
  }

  /** Width of the bars, in pixels. */
  get width() {
    return Math.max(1, this.full * (1 - this.names) - GUTTER);
  }

  get scroller() {
    return this.renderRoot.querySelector('.scroll');
  }

  willUpdate(changed) {
    if (changed.has('found')) {
      this.matched = new Set(this.found);
    }
    if (changed.has('marked')) {
      this.insightSpans = Int32Array.from(this.marked).sort();
    }
  }

  render() {
    const { first, last } = this.printing
      ? { first: 0, last: Math.min(MOST_PRINTED, this.rows.length) } : windowOf(this.rows.length, ROW_HEIGHT, this.scrolled, this.height);
    const seen = [];
    for (let row = first; row < last; row++) {
      const fold = this.foldAt(this.rows[row]);
      seen.push(fold ? foldRow(this, this.rows[row], fold) : waterfallRow(this, this.rows[row]));
    }
    return html`
      <time-ruler .view=${this.view} .duration=${this.trace.durationNanos} .names=${this.names} .width=${this.width}></time-ruler>
      <div class="scroll" role="tree" aria-label="Spans" tabindex="0" aria-activedescendant=${this.rows.length === 0 ? nothing : `span-${this.cursor}`}
        @scroll=${this.followScroll} @click=${this.choose} ${place({ '--names': `${this.names * 100}%` })}>
        <div class="all" ${place({ height: `${this.rows.length * ROW_HEIGHT}px` })}>
          <div class="seen" ${place({ top: `${first * ROW_HEIGHT}px` })}>${seen}</div>
        </div>
      </div>
      ${this.rows.length === 0 ? html`<p class="none" role="status">No span is left: change the filter, or show the other spans dimmed.</p>` : nothing}
      ${this.printing && last < this.rows.length ? html`<p class="left-out">The first ${count(last)} of ${count(this.rows.length)} rows.</p>` : nothing}
      <column-divider label="Width of the names" least="0.15" most="0.7" .share=${this.names} @move=${this.moveDivider}></column-divider>`;
  }

  moveDivider({ detail }) {
    this.names = detail;
    keepWidth(NAMES, detail);
  }

  /** The fold whose row a position has; undefined if it has a row of its own. */
  foldAt(position) {
    return this.unfolded.has(position) ? undefined : this.folds.byFirst.get(position);
  }

  updated(changed) {
    if (changed.has('cursor') || changed.has('trace')) {
      this.showCursor();
    }
  }

  followScroll() {
    this.scrolled = this.scroller.scrollTop;
  }

  /** Scrolls as little as necessary; a distant row is scrolled to the middle. */
  showCursor() {
    const top = rowOf(this.rows, this.cursor) * ROW_HEIGHT;
    const scroller = this.scroller;
    const height = scroller.clientHeight;
    const above = top - scroller.scrollTop;
    if (above < -height || above > 2 * height) {
      scroller.scrollTop = top - height / 2;
    } else if (above < 0) {
      scroller.scrollTop = top;
    } else if (above > height - ROW_HEIGHT) {
      scroller.scrollTop = top - height + ROW_HEIGHT;
    }
  }

  /** The first row in sight, and the pixels from its top to that of the scrolled part. */
  rowAtTop() {
    const { scrollTop } = this.scroller;
    const row = Math.min(this.rows.length - 1, Math.floor(scrollTop / ROW_HEIGHT));
    return row < 0 ? null : { position: this.rows[row], offset: scrollTop - row * ROW_HEIGHT };
  }

  showAtOffset(position, offset) {
    this.scroller.scrollTop = rowOf(this.rows, position) * ROW_HEIGHT + offset;
  }

  showAtTop(position) {
    this.scroller.scrollTop = (rowOf(this.rows, position) - 1) * ROW_HEIGHT;
  }

  scrollPages(pages) {
    this.scroller.scrollBy({ top: pages * (this.scroller.clientHeight - ROW_HEIGHT) });
  }

  focusRows() {
    this.scroller.focus({ preventScroll: true });
  }

  choose(event) {
    const row = event.composedPath().find((element) => element.dataset?.position !== undefined);
    if (row) {
      const pressed = (name) => event.composedPath().some((element) => element.classList?.contains(name));
      const name = pressed('repeats') ? 'fold' : pressed('caret') ? 'toggle' : 'open';
      this.dispatchEvent(new CustomEvent(name, { detail: Number(row.dataset.position) }));
    }
  }
}

customElements.define('trace-waterfall', TraceWaterfall);
