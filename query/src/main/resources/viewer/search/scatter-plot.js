// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, svg } from 'lit';
import { afterKey, areaBetween, isIn } from '../model/area.js';
import { axisTime, duration, millis, moment, nameText, plural } from '../model/format.js';
import { scatter } from '../model/scatter.js';
import { base } from '../parts/styles.js';

const HEIGHT = 150;
const MARGINS = { left: 80, right: 16, top: 12, bottom: 26 };

/** Pixels after which a pressed pointer selects: before, it may be a click on a dot. */
const LEAST_DRAG = 4;

/**
 * Duration over time, a dot for each trace; failed traces are diamonds. The list below holds the same links. The pointer or the
 * arrow keys select an `area`: fires `area` with the new one, or null.
 */
class ScatterPlot extends LitElement {
  static properties = { traces: { attribute: false }, range: { attribute: false }, area: { attribute: false }, width: { state: true }, drag: { state: true } };

  static styles = [base, css`
    :host { margin: 8px 0 16px; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    svg { display: block; font: 11px var(--font); font-variant-numeric: tabular-nums; }
    text { fill: var(--muted); }
    line { stroke: var(--line); }
    .dot { fill: var(--accent); fill-opacity: 0.45; stroke: var(--accent); }
    .failed { fill: var(--error-fill); fill-opacity: 0.6; stroke: var(--error); }
    a:hover .mark { fill-opacity: 1; }
    .plot { touch-action: pan-y; cursor: crosshair; user-select: none; }
    .plot:focus-visible { outline-offset: -2px; }
    .area { fill: var(--accent); fill-opacity: 0.1; stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 5 3; pointer-events: none; }
    .out { opacity: 0.3; }
    @media (forced-colors: active) {
      svg { forced-color-adjust: none; } text { fill: CanvasText; } line { stroke: GrayText; }
      .dot, .failed { fill: none; stroke: LinkText; stroke-width: 1.5; } .failed { fill: LinkText; }
      .area { fill: none; stroke: Highlight; }
    }
  `];

  constructor() {
    super();
    this.width = 0;
    this.area = null;
    this.drag = null;
    this.observer = new ResizeObserver(([entry]) => { this.width = Math.floor(entry.contentRect.width); });
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  render() {
    const width = Math.max(300, this.width);
    const plot = scatter(this.traces, this.range, { width, height: HEIGHT, ...MARGINS });
    this.plot = plot;
    return html`
      <div class="plot" tabindex="0" role="application" aria-label="Duration of the traces found over time" aria-describedby="keys"
        @pointerdown=${this.press} @pointermove=${this.move} @pointerup=${this.release} @pointercancel=${() => { this.drag = null; }}
        @dragstart=${(e) => e.preventDefault()} @keydown=${this.key}>
        <svg width="100%" height=${HEIGHT} role="group" aria-label="Plot">
          ${plot.durationTicks.map(({ at, y }) => svg`
            <line x1=${MARGINS.left} x2=${width - MARGINS.right} y1=${y} y2=${y}></line>
            <text x=${MARGINS.left - 8} y=${y + 4} text-anchor="end">${duration(at)}</text>`)}
          ${plot.timeTicks.map(({ at, x }) => svg`
            <line x1=${x} x2=${x} y1=${HEIGHT - MARGINS.bottom} y2=${HEIGHT - MARGINS.bottom + 4}></line>
            <text x=${x} y=${HEIGHT - 8} text-anchor="middle">${axisTime(at, this.range.to - this.range.from)}</text>`)}
          ${plot.dots.map((dot) => this.dot(dot))}
          ${this.rectangle(plot)}
        </svg>
      </div>
      <p id="keys" class="visually-hidden">Drag to select an area of time and duration. Arrow keys move the area, with Shift they change its size; Escape clears it.</p>`;
  }

  /** The area while it is drawn, or the chosen one. */
  get shownArea() {
    return this.drag?.moved ? areaBetween('traces', this.drag.from, this.drag.to) : this.area;
  }

  rectangle({ x, y }) {
    const area = this.shownArea;
    if (!area) {
      return svg``;
    }
    const [left, top] = [x(area.from), y(area.most)];
    return svg`<rect class="area" x=${left} y=${top} width=${Math.max(2, x(area.to) - left)} height=${Math.max(2, y(area.least) - top)}></rect>`;
  }

  momentOf(event) {
    const box = this.renderRoot.querySelector('svg').getBoundingClientRect();
    return this.plot.momentAt(event.clientX - box.left, event.clientY - box.top);
  }

  press(event) {
    if (event.button === 0 && event.isPrimary) {
      const at = this.momentOf(event);
      this.drag = { x: event.clientX, y: event.clientY, from: at, to: at, moved: false };
    }
  }

  move(event) {
    if (!this.drag) {
      return;
    }
    const moved = this.drag.moved || Math.hypot(event.clientX - this.drag.x, event.clientY - this.drag.y) >= LEAST_DRAG;
    if (moved && !this.drag.moved) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    this.drag = { ...this.drag, to: this.momentOf(event), moved };
  }

  release() {
    const area = this.drag?.moved ? this.shownArea : undefined;
    this.drag = null;
    if (area) {
      this.choose(area);
    }
  }

  key(event) {
    if (event.key === 'Escape' && this.drag) {
      this.drag = null;
      event.stopPropagation();
      return;
    }
    const isLink = event.target.closest('a') !== null;
    const next = isLink ? undefined : afterKey(this.area, event.key, event.shiftKey, this.plot.bounds);
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.choose(next);
    }
  }

  choose(area) {
    this.dispatchEvent(new CustomEvent('area', { detail: area }));
  }

  dot({ trace, x, y, radius }) {
    const side = radius * 1.25;
    const mark = trace.errorCount > 0
      ? svg`<path class="mark failed" d=${`M${x} ${y - side} L${x + side} ${y} L${x} ${y + side} L${x - side} ${y} Z`}></path>`
      : svg`<circle class="mark dot" cx=${x} cy=${y} r=${radius}></circle>`;
    const start = millis(trace.startUnixNanos);
    return svg`
      <a href=${`/trace/${trace.traceId}`} tabindex="-1" class=${this.shownArea && !isIn(this.shownArea, trace) ? 'out' : ''}>
        <title>${trace.rootService} ${nameText(trace.rootOperation)}
${duration(trace.durationNanos)}, ${plural(trace.spanCount, 'span')}, ${plural(trace.errorCount, 'error')}
${moment(start)}</title>
        ${mark}
      </a>`;
  }
}

customElements.define('scatter-plot', ScatterPlot);
