// SPDX-License-Identifier: Apache-2.0
import { css, html, nothing } from 'lit';
import { HeatChart } from '../charts/heat-chart.js';
import { afterKey, areaBetween } from '../model/area.js';
import { count, duration, plural } from '../model/format.js';
import { nanosOf, placeOf, rowBounds, wholeRows } from '../model/heat.js';

/**
 * The heat map of the spans of a search. The pointer selects an `area` of whole cells, the arrow keys move it: fires `area` with the new
 * one.
 */
class LatencyChart extends HeatChart {
  static properties = { area: { attribute: false } };

  static styles = [HeatChart.styles, css`
    .plot { height: 160px; cursor: crosshair; }
    @media (max-height: 720px) { .plot { height: 120px; } }
    .plot:focus-visible { outline-offset: -2px; }
    .u-select { box-shadow: inset 0 0 0 2px var(--text); background: color-mix(in srgb, var(--page) 25%, transparent); }
    @media (forced-colors: active) { .u-select { border: 2px solid Highlight; } }
  `];

  constructor() {
    super();
    this.area = null;
  }

  render() {
    return html`${super.render()}
      <p id="keys" class="visually-hidden">Drag to select an area of time and duration. Arrow keys move the area, with Shift they change its size; Escape clears it.</p>`;
  }

  firstUpdated() {
    super.firstUpdated();
    const plot = this.host;
    plot.tabIndex = 0;
    plot.setAttribute('role', 'application');
    plot.setAttribute('aria-describedby', 'keys');
    plot.addEventListener('keydown', (event) => this.key(event));
  }

  legend() {
    return html`<ul class="legend">
      <li><span class="scale"></span>1 to ${plural(Math.round(this.map.most), 'span')} in a cell</li>
      <li>${this.sign(false)}longest recorded span</li>
      ${this.at === null || !this.row ? nothing : html`<li><b>${this.cellText()}</b></li>`}
    </ul>`;
  }

  cellText() {
    const [above, upTo] = rowBounds(this.row);
    return `${duration(above)} to ${duration(upTo)}: ${count(Math.round(this.row.calls[this.at] ?? 0))}`;
  }

  options() {
    const options = super.options();
    options.cursor.drag = { x: true, y: true, setScale: false };
    options.hooks.setSelect = [(chart) => this.selected(chart)];
    options.hooks.ready = [(chart) => this.showArea(chart)];
    options.hooks.setSize = [(chart) => this.showArea(chart)];
    return options;
  }

  valueAxis() {
    return { ...super.valueAxis(), size: 76 };
  }

  get bounds() {
    return { of: 'spans', from: this.steps[0].from, to: this.steps.at(-1).to, least: nanosOf(this.map.from), most: nanosOf(this.map.to) };
  }

  /** The chart has a size, and places for values, from the first drawing on. */
  showArea(chart) {
    if (!this.area) {
      return;
    }
    const { clientWidth, clientHeight } = chart.over;
    const within = (place, most) => Math.min(most, Math.max(0, place));
    const [left, right] = [this.area.from, this.area.to].map((at) => within(chart.valToPos(at, 'x'), clientWidth));
    const [top, bottom] = [this.area.most, this.area.least].map((nanos) => within(chart.valToPos(placeOf(Math.max(1, nanos)), 'y'), clientHeight));
    chart.setSelect({ left, top, width: right - left, height: bottom - top }, false);
  }

  selected(chart) {
    const { left, top, width, height } = chart.select;
    if (width > 0 && height > 0) {
      const [low, high] = wholeRows(this.map, chart.posToVal(top + height, 'y'), chart.posToVal(top, 'y'));
      const [first, last] = [left, left + width].map((x) => this.stepAt(chart.posToVal(x, 'x')));
      this.select(areaBetween('spans', { at: first.from, nanos: nanosOf(low) }, { at: last.to, nanos: nanosOf(high) }));
    }
  }

  stepAt(at) {
    return this.steps.find(({ to }) => at <= to) ?? this.steps.at(-1);
  }

  key(event) {
    const next = this.steps.length === 0 ? undefined : afterKey(this.area, event.key, event.shiftKey, this.bounds);
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.select(next);
    }
  }

  select(area) {
    this.dispatchEvent(new CustomEvent('area', { detail: area, bubbles: true, composed: true }));
  }
}

customElements.define('latency-chart', LatencyChart);
