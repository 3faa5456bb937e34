// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import uPlot from 'uplot';
import { axisTime } from '../model/format.js';
import { zone } from '../model/zone.js';
import { base } from '../parts/styles.js';
import { palette, whenColorsChange } from './palette.js';

const FONT = '11px system-ui, sans-serif';
const SHEET = import.meta.resolve('uplot/uPlot.min.css');
/** Properties that change with the cursor, for which nothing is drawn. */
const OF_CURSOR = ['at', 'row'];
/** Pixels between the marks of the time axis. */
const TIME_SPACE = 90;

/**
 * The base of all charts over time, which uPlot draws on a canvas. A component has `steps`, the `marks` of deployments, a
 * `heading` and a `summary` in words. It gives the series, and answers to a click. All charts of a page show the same cursor.
 */
export class Plot extends LitElement {
  static properties = {
    steps: { attribute: false },
    marks: { attribute: false },
    heading: {},
    summary: {},
    at: { state: true },
  };

  static styles = [base, css`
    :host { min-width: 0; padding: 10px 12px 6px; border: 1px solid var(--line); border-radius: 8px; background: var(--page); }
    .top { display: flex; flex-wrap: wrap; gap: 2px 16px; align-items: baseline; min-height: 22px; }
    h2 { font-size: 13px; font-weight: 600; }
    .legend { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 0; padding: 0; list-style: none; font-size: 12px; color: var(--muted); }
    .legend li { display: flex; gap: 6px; align-items: center; }
    .legend b { min-width: 56px; font-weight: 600; color: var(--text); font-variant-numeric: tabular-nums; }
    .moment { margin-left: auto; font-size: 12px; color: var(--muted); font-variant-numeric: tabular-nums; }
    .plot { height: 200px; margin-top: 4px; overflow: hidden; cursor: pointer; }
    .u-hz .u-cursor-x { border-right-color: var(--edge); }
    @media (forced-colors: active) {
      :host { --accent: Highlight; --error-fill: CanvasText; --error: CanvasText; --text: CanvasText; --muted: CanvasText; --line: GrayText; --page: Canvas;
        --chart-low: CanvasText; --chart-middle: CanvasText; --chart-high: CanvasText; }
      .plot, .legend svg { forced-color-adjust: none; }
    }
  `];

  constructor() {
    super();
    this.steps = [];
    this.marks = [];
    this.at = null;
    this.observer = new ResizeObserver(() => this.resize());
  }

  connectedCallback() {
    super.connectedCallback();
    this.endColors = whenColorsChange(() => this.draw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.endColors();
    this.observer.disconnect();
    this.chart?.destroy();
    this.chart = null;
  }

  render() {
    return html`
      <link rel="stylesheet" href=${SHEET}>
      <div class="top"><h2>${this.heading}</h2>${this.legend()}<span class="moment">${this.momentText()}</span></div>
      <div class="plot" role="img" aria-label=${this.summary}></div>`;
  }

  momentText() {
    return this.at === null || !this.steps[this.at] ? '' : axisTime(this.steps[this.at].to, this.length);
  }

  firstUpdated() {
    this.observer.observe(this.host);
  }

  updated(changed) {
    if ([...changed.keys()].some((name) => !OF_CURSOR.includes(name))) {
      this.draw();
    }
  }

  get host() {
    return this.renderRoot.querySelector('.plot');
  }

  /** Milliseconds of the whole time range. */
  get length() {
    return this.steps.length === 0 ? 0 : this.steps.at(-1).to - this.steps[0].from;
  }

  get stepLength() {
    return this.steps.length === 0 ? 0 : this.steps[0].to - this.steps[0].from;
  }

  resize() {
    if (this.chart && this.host.clientWidth > 0) {
      this.chart.setSize({ width: this.host.clientWidth, height: this.host.clientHeight });
    }
  }

  /** Draws everything anew, because the data or the theme has changed. */
  draw() {
    this.chart?.destroy();
    this.chart = null;
    if (this.steps.length === 0 || !this.isConnected) {
      return;
    }
    this.colors = palette(this);
    const times = this.steps.map(({ from, to }) => (from + to) / 2);
    this.chart = new uPlot(this.options(), [times, ...this.series().map(({ values }) => values)], this.host);
    this.chart.over.addEventListener('click', () => this.clicked());
  }

  options() {
    return {
      width: this.host.clientWidth || 600,
      height: this.host.clientHeight || 200,
      ms: 1,
      tzDate: (at) => (zone() === 'utc' ? uPlot.tzDate(new Date(at), 'UTC') : new Date(at)),
      legend: { show: false },
      cursor: { sync: { key: 'dapper', setSeries: false }, y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: true, range: () => [this.steps[0].from, this.steps.at(-1).to] }, y: { range: (chart, least, most) => this.extent(most) } },
      axes: [
        this.axis({ space: TIME_SPACE, size: 28, values: (chart, moments) => moments.map((at) => axisTime(at, this.length)) }),
        this.axis({ size: 64, ...this.valueAxis() }),
      ],
      series: [{}, ...this.series().map((series) => this.drawn(series))],
      hooks: { draw: [(chart) => this.paint(chart)], setCursor: [(chart) => { this.at = chart.cursor.idx ?? null; }] },
    };
  }

  axis(more) {
    const line = { stroke: this.colors('--line'), width: 1 };
    return { stroke: this.colors('--muted'), font: FONT, grid: line, ticks: line, ...more };
  }

  /** The least and the greatest value of the vertical axis. */
  extent(most) {
    return [0, most > 0 ? most * 1.08 : 1];
  }

  /** Paints what is no series: the marks of deployments. */
  paint(chart) {
    const { ctx, bbox } = chart;
    const ratio = uPlot.pxRatio;
    ctx.save();
    ctx.strokeStyle = this.colors('--text');
    ctx.fillStyle = this.colors('--text');
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'top';
    for (const { at, version } of this.marks) {
      const x = Math.round(chart.valToPos(at, 'x', true));
      ctx.setLineDash([4 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(x - 4 * ratio, bbox.top);
      ctx.lineTo(x + 4 * ratio, bbox.top);
      ctx.lineTo(x, bbox.top + 6 * ratio);
      ctx.fill();
      const isLeft = x > bbox.left + bbox.width * 0.8;
      ctx.textAlign = isLeft ? 'right' : 'left';
      ctx.fillText(version, x + (isLeft ? -6 : 6) * ratio, bbox.top);
    }
    ctx.restore();
  }

  clicked() {
    const { idx, top } = this.chart.cursor;
    if (idx !== null && idx !== undefined && this.steps[idx]) {
      this.choose(idx, top);
    }
  }

  /** Asks the page to open what is at a point. */
  pick(detail) {
    this.dispatchEvent(new CustomEvent('pick', { detail }));
  }
}
