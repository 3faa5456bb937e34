// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { chosenFrame, flameOf, pathTo, placesOf, stepFrom } from '../model/flame.js';
import { count, duration, nameText, plural } from '../model/format.js';
import { replace, withParameters } from '../model/location.js';
import { windowOf } from '../model/rows.js';
import { findText } from '../model/statistics.js';
import { error } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';
import { serviceDot } from '../parts/service-chip.js';
import { base, chips, controls } from '../parts/styles.js';

const ROW_HEIGHT = 24;
/** Pixels; a narrower frame is not drawn. */
const NARROWEST = 2;
/** Pixels; a narrower frame has no text. */
const TEXT_WIDTH = 28;

/**
 * The flame graph of a trace, the root at the top. The address holds the frame that has the whole width (`frame`). Fires
 * `find` with the text that finds the spans of a frame.
 */
class FlameGraph extends LitElement {
  static properties = {
    trace: { attribute: false },
    colors: { attribute: false },
    search: {},
    cursor: { state: true },
    scrolled: { state: true },
    size: { state: true },
  };

  static styles = [base, controls, chips, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); border-top: 1px solid var(--line); }
    .facts { display: flex; flex-wrap: wrap; gap: 2px 18px; align-items: center; min-height: 47px; padding: 8px 16px; border-bottom: 1px solid var(--line); font-size: 13px; }
    .facts .name { display: flex; align-items: center; gap: 7px; min-width: 0; font-weight: 600; }
    .facts .name span:not(.dot) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 48ch; }
    .facts .service { color: var(--muted); font-weight: 400; }
    .bad { display: inline-flex; align-items: center; gap: 4px; color: var(--error); }
    .push { display: flex; gap: 8px; margin-left: auto; }
    .scroll { position: relative; overflow: hidden auto; padding: 0; }
    .scroll:focus-visible { outline: none; }
    .scroll:focus-visible .cursor { outline: 2px solid var(--accent); outline-offset: -2px; }
    .all { position: relative; margin: 8px 16px; }
    .frame {
      position: absolute; height: ${ROW_HEIGHT - 2}px; min-width: 1px; overflow: hidden; padding: 0 6px; border-radius: 3px; cursor: pointer;
      border-right: 1px solid var(--page); background: color-mix(in oklab, var(--service) 26%, var(--page)); box-shadow: inset 3px 0 0 var(--service);
      font-size: 12px; line-height: ${ROW_HEIGHT - 2}px; text-overflow: ellipsis; white-space: nowrap; color: var(--text);
    }
    .frame:hover { background: color-mix(in oklab, var(--service) 42%, var(--page)); }
    .frame.thin { padding: 0; }
    .frame.above { opacity: 0.6; }
    .frame.failed { box-shadow: inset 3px 0 0 var(--service), inset 0 -3px 0 var(--error-fill); }
    .frame.missing { background: repeating-linear-gradient(135deg, var(--line) 0 5px, transparent 5px 10px); font-style: italic; }
    @media print { :host { display: block; } .scroll { overflow: visible; } .push { display: none; } }
    @media (forced-colors: active) {
      .frame { border: 1px solid CanvasText; } .frame.failed { border-bottom: 3px double CanvasText; }
      .cursor { forced-color-adjust: none; background: Highlight !important; color: HighlightText; }
    }
  `];

  constructor() {
    super();
    this.cursor = 0;
    this.scrolled = 0;
    this.size = { width: 1000, height: 800 };
    this.observer = new ResizeObserver(() => this.measure());
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

  measure() {
    this.size = { width: Math.max(1, this.scroller.clientWidth - 32), height: this.scroller.clientHeight };
  }

  willUpdate(changed) {
    if (changed.has('trace')) {
      this.frames = flameOf(this.trace.spans);
      this.timeless = this.frames.every(({ selfNanos }) => selfNanos === 0);
    }
    const chosen = chosenFrame(this.frames, new URLSearchParams(this.search).get('frame'));
    if (chosen !== this.chosen || changed.has('trace')) {
      this.chosen = chosen;
      this.cursor = chosen;
    }
    if (changed.has('trace') || changed.has('search') || changed.has('size')) {
      this.placed = placesOf(this.frames, this.chosen, NARROWEST / this.size.width);
      this.rows = this.placed.places.reduce((most, { index }) => Math.max(most, this.frames[index].depth), 0) + 1;
      this.above = new Set(pathTo(this.frames, this.chosen).slice(0, -1));
    }
  }

  render() {
    const { first, last } = windowOf(this.rows, ROW_HEIGHT, this.scrolled, this.size.height);
    const seen = this.placed.places.filter(({ index }) => this.frames[index].depth >= first && this.frames[index].depth < last);
    return html`
      ${this.facts()}
      <div class="scroll" role="tree" aria-label="Flame graph" tabindex="0" aria-activedescendant=${`frame-${this.cursor}`}
        @scroll=${() => { this.scrolled = this.scroller.scrollTop; }} @keydown=${this.key} @click=${this.press} @pointermove=${this.point}>
        <div class="all" ${place({ height: `${this.rows * ROW_HEIGHT}px` })}>${seen.map((placed) => this.frame(placed))}</div>
      </div>`;
  }

  /** The numbers of the frame at the cursor. */
  facts() {
    const frame = this.frames[this.cursor];
    const whole = this.cursor === 0;
    const { narrow } = this.placed;
    return html`
      <div class="facts">
        <div class="name" role="status">
          ${whole ? html`<span>The whole trace</span>` : html`
            ${serviceDot(this.colorOf(frame))}<span class="service">${frame.service}</span><span title=${frame.name}>${this.nameOf(frame)}</span>`}
        </div>
        ${whole ? nothing : html`<span class="number">${plural(frame.spans, 'span')}</span>`}
        ${frame.errors ? html`<span class="bad number">${error}${plural(frame.errors, 'error')}</span>` : nothing}
        <span class="number">${this.weightText(frame)}</span>
        ${whole || frame.selfNanos === frame.weight ? nothing : html`<span class="number muted">${duration(frame.selfNanos)} its own</span>`}
        ${narrow ? html`<span class="muted">${plural(narrow, 'frame')} too narrow to draw</span>` : nothing}
        <div class="push">
          <button ?disabled=${whole || frame.missing} @click=${() => this.dispatchEvent(new CustomEvent('find', { detail: findText(frame) }))}>Show in the waterfall</button>
          <button ?disabled=${this.chosen === 0} @click=${() => this.choose(0)}>Whole trace</button>
        </div>
      </div>`;
  }

  weightText(frame) {
    const all = this.frames[0];
    if (frame === all) {
      return this.timeless ? plural(frame.weight, 'span') : `${duration(frame.weight)} of self time in all spans`;
    }
    const share = all.weight > 0 ? ` (${Number(((frame.weight / all.weight) * 100).toPrecision(3))} %)` : '';
    return this.timeless ? `${count(frame.weight)} with those below${share}` : `${duration(frame.weight)} of self time with those below${share}`;
  }

  frame({ index, left, width }) {
    const frame = this.frames[index];
    const wide = width * this.size.width >= TEXT_WIDTH;
    const classes = ['frame', !wide && 'thin', frame.errors > 0 && 'failed', frame.missing && 'missing', this.above.has(index) && 'above', index === this.cursor && 'cursor'];
    return html`
      <div class=${classes.filter(Boolean).join(' ')} id=${`frame-${index}`} data-index=${index} role="treeitem" aria-level=${frame.depth + 1}
        aria-selected=${index === this.cursor} aria-label=${`${this.nameOf(frame)}, ${this.weightText(frame)}`}
        ${place({ left: percent(left), width: percent(width), top: `${frame.depth * ROW_HEIGHT}px`, '--service': this.colorOf(frame) })}>${wide ? this.nameOf(frame) : nothing}</div>`;
  }

  nameOf(frame) {
    if (frame.parent < 0) {
      return 'The whole trace';
    }
    return frame.missing ? 'missing span' : nameText(frame.name);
  }

  colorOf(frame) {
    return this.colors.get(frame.service) ?? 'var(--edge)';
  }

  point(event) {
    const index = this.indexAt(event);
    if (index !== null) {
      this.cursor = index;
    }
  }

  press(event) {
    const index = this.indexAt(event);
    if (index !== null) {
      this.choose(index);
    }
  }

  indexAt(event) {
    const element = event.composedPath().find(({ dataset }) => dataset?.index !== undefined);
    return element ? Number(element.dataset.index) : null;
  }

  choose(index) {
    replace(withParameters({ frame: index === 0 ? null : String(index) }));
  }

  key(event) {
    if (event.key === 'Enter') {
      this.choose(this.cursor);
    } else if (event.key === 'Escape') {
      this.choose(0);
    } else if (event.key.startsWith('Arrow')) {
      this.moveTo(stepFrom(this.frames, this.cursor, event.key));
    } else {
      return;
    }
    event.preventDefault();
  }

  /** A frame that is not drawn, because it is too narrow or beside the chosen one, is not reached. */
  moveTo(index) {
    if (this.placed.places.some((placed) => placed.index === index)) {
      this.cursor = index;
      const top = this.frames[index].depth * ROW_HEIGHT;
      const { scrollTop } = this.scroller;
      this.scroller.scrollTop = Math.min(Math.max(scrollTop, top + 2 * ROW_HEIGHT - this.size.height), top);
    }
  }

  focusRows() {
    this.scroller?.focus({ preventScroll: true });
  }
}

customElements.define('flame-graph', FlameGraph);
