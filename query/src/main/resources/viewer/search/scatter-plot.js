// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, svg } from 'lit';
import { axisTime, clock, day, duration, millis, nameText, plural } from '../model/format.js';
import { scatter } from '../model/scatter.js';
import { base } from '../parts/styles.js';

const HEIGHT = 150;
const MARGINS = { left: 80, right: 16, top: 12, bottom: 26 };

/** Duration over time, a dot for each trace; failed traces are diamonds. The list below holds the same links. */
class ScatterPlot extends LitElement {
  static properties = { traces: { attribute: false }, range: { attribute: false }, width: { state: true } };

  static styles = [base, css`
    :host { margin: 8px 0 16px; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    svg { display: block; font: 11px var(--font); font-variant-numeric: tabular-nums; }
    text { fill: var(--muted); }
    line { stroke: var(--line); }
    .dot { fill: var(--accent); fill-opacity: 0.45; stroke: var(--accent); }
    .failed { fill: var(--error-fill); fill-opacity: 0.6; stroke: var(--error); }
    a:hover .mark { fill-opacity: 1; }
    @media (forced-colors: active) {
      svg { forced-color-adjust: none; } text { fill: CanvasText; } line { stroke: GrayText; }
      .dot, .failed { fill: none; stroke: LinkText; stroke-width: 1.5; } .failed { fill: LinkText; }
    }
  `];

  constructor() {
    super();
    this.width = 0;
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
    const plot = scatter(this.traces, this.range, { width: Math.max(300, this.width), height: HEIGHT, ...MARGINS });
    const right = Math.max(300, this.width) - MARGINS.right;
    return html`
      <svg width="100%" height=${HEIGHT} role="group" aria-label="Duration of the traces found over time">
        ${plot.durationTicks.map(({ at, y }) => svg`
          <line x1=${MARGINS.left} x2=${right} y1=${y} y2=${y}></line>
          <text x=${MARGINS.left - 8} y=${y + 4} text-anchor="end">${duration(at)}</text>`)}
        ${plot.timeTicks.map(({ at, x }) => svg`
          <line x1=${x} x2=${x} y1=${HEIGHT - MARGINS.bottom} y2=${HEIGHT - MARGINS.bottom + 4}></line>
          <text x=${x} y=${HEIGHT - 8} text-anchor="middle">${axisTime(at, this.range.to - this.range.from)}</text>`)}
        ${plot.dots.map((dot) => this.dot(dot))}
      </svg>`;
  }

  dot({ trace, x, y, radius }) {
    const side = radius * 1.25;
    const mark = trace.errorCount > 0
      ? svg`<path class="mark failed" d=${`M${x} ${y - side} L${x + side} ${y} L${x} ${y + side} L${x - side} ${y} Z`}></path>`
      : svg`<circle class="mark dot" cx=${x} cy=${y} r=${radius}></circle>`;
    const start = millis(trace.startUnixNanos);
    return svg`
      <a href=${`/trace/${trace.traceId}`} tabindex="-1">
        <title>${trace.rootService} ${nameText(trace.rootOperation)}
${duration(trace.durationNanos)}, ${plural(trace.spanCount, 'span')}, ${plural(trace.errorCount, 'error')}
${day(start)} ${clock(start)}</title>
        ${mark}
      </a>`;
  }
}

customElements.define('scatter-plot', ScatterPlot);
