// SPDX-License-Identifier: Apache-2.0
import { css, html, nothing, svg } from 'lit';
import uPlot from 'uplot';
import { count, duration, millis, plural } from '../model/format.js';
import { darkness, heatTicks, placeOf, rowAt, rowBounds } from '../model/heat.js';
import { Plot } from './plot.js';

/** Pixels around a trace's sign in which a click means the trace. */
const REACH = 8;
const SIGN = 3.5;

/**
 * A heat map of durations: `map` of `model/heat.js`, with signs for some recorded traces, `exemplars`. Fires `pick` with the step
 * and the bounds of durations, or with the trace.
 */
export class HeatChart extends Plot {
  static properties = { map: { attribute: false }, exemplars: { attribute: false }, row: { state: true } };

  static styles = [Plot.styles, css`
    .scale { display: inline-block; width: 60px; height: 10px; border: 1px solid var(--line); background: linear-gradient(to right, color-mix(in srgb, var(--accent) 15%, var(--page)), var(--accent)); }
    .failed { color: var(--error-fill); }
    @media (forced-colors: active) { .scale { forced-color-adjust: none; } }
  `];

  constructor() {
    super();
    this.exemplars = [];
    this.row = null;
  }

  series() {
    return [{ values: this.steps.map(() => this.map.from) }];
  }

  /** The cells are painted, and the only series is not seen. */
  drawn() {
    return { width: 0, points: { show: false } };
  }

  extent() {
    return [this.map.from, this.map.to];
  }

  valueAxis() {
    const ticks = heatTicks(this.map, 6);
    return { splits: () => ticks.map(({ place }) => place), values: () => ticks.map(({ nanos }) => duration(nanos)) };
  }

  legend() {
    return html`<ul class="legend">
      <li><span class="scale"></span>1 to ${plural(this.map.most, 'call')} in a cell</li>
      <li>${this.sign(false)}slowest recorded trace</li><li><span class="failed">${this.sign(true)}</span>failed one</li>
      ${this.at === null || !this.row ? nothing : html`<li><b>${this.cellText()}</b></li>`}
    </ul>`;
  }

  sign(error) {
    return html`<svg width="11" height="11" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">${error
      ? svg`<path d="M5.5 1 10 5.500 5.500 10 1 5.500Z" fill="currentColor"/>` : svg`<circle cx="5.500" cy="5.500" r="4"/>`}</svg>`;
  }

  cellText() {
    const [above, upTo] = rowBounds(this.row);
    return `${duration(above)} to ${duration(upTo)}: ${count(this.row.calls[this.at] ?? 0)}`;
  }

  options() {
    const options = super.options();
    options.cursor.points = { show: false };
    options.hooks.setCursor.push((chart) => {
      // The cursor of another chart has no place on this axis.
      this.row = chart.over.matches(':hover') ? rowAt(this.map, chart.posToVal(chart.cursor.top, 'y')) ?? null : null;
    });
    return options;
  }

  paint(chart) {
    const { ctx } = chart;
    ctx.save();
    ctx.fillStyle = this.colors('--accent');
    for (const row of this.map.rows) {
      const top = Math.round(chart.valToPos(row.to, 'y', true));
      const bottom = Math.round(chart.valToPos(row.from, 'y', true));
      row.calls.forEach((calls, i) => {
        const left = Math.round(chart.valToPos(this.steps[i].from, 'x', true));
        const right = Math.round(chart.valToPos(this.steps[i].to, 'x', true));
        ctx.globalAlpha = darkness(calls, this.map.most);
        ctx.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
      });
    }
    ctx.restore();
    this.exemplars.forEach((exemplar) => this.paintTrace(chart, exemplar));
    super.paint(chart);
  }

  paintTrace(chart, exemplar) {
    const { ctx, bbox } = chart;
    const [x, y] = this.positionOf(chart, exemplar, true);
    if (x < bbox.left || x > bbox.left + bbox.width) {
      return;
    }
    const size = SIGN * uPlot.pxRatio;
    ctx.save();
    ctx.beginPath();
    if (exemplar.error) {
      [[0, -1], [1, 0], [0, 1], [-1, 0]].forEach(([dx, dy]) => ctx.lineTo(x + dx * size * 1.3, y + dy * size * 1.3));
      ctx.closePath();
    } else {
      ctx.arc(x, y, size, 0, 2 * Math.PI);
    }
    ctx.fillStyle = exemplar.error ? this.colors('--error-fill') : this.colors('--page');
    ctx.strokeStyle = exemplar.error ? this.colors('--page') : this.colors('--text');
    ctx.lineWidth = uPlot.pxRatio;
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  }

  positionOf(chart, exemplar, onCanvas) {
    return [chart.valToPos(millis(exemplar.unixNanos), 'x', onCanvas), chart.valToPos(placeOf(exemplar.durationNanos), 'y', onCanvas)];
  }

  choose(index, top) {
    const { left } = this.chart.cursor;
    const trace = this.exemplars.find((exemplar) => {
      const [x, y] = this.positionOf(this.chart, exemplar, false);
      return Math.hypot(x - left, y - top) <= REACH;
    });
    const row = rowAt(this.map, this.chart.posToVal(top, 'y'));
    if (trace) {
      this.pick({ trace });
    } else if (row && row.calls[index] > 0) {
      this.pick({ index, bounds: rowBounds(row) });
    }
  }
}

customElements.define('heat-chart', HeatChart);
