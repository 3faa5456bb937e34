// SPDX-License-Identifier: Apache-2.0
import { css, html, nothing, svg } from 'lit';
import uPlot from 'uplot';
import { lonePoints } from '../model/call-points.js';
import { place } from '../parts/place.js';
import { Plot } from './plot.js';

const { bars } = uPlot.paths;
/** A line is found this far from its points. */
const NEAR = 1e9;

/**
 * Lines and bars over time. Each of `lines` has a `name`, the `values` of the steps (null for none), a `color` of the theme, a
 * `text` of a value (in the
 * legend also of its step), and is distinguished without colour by its `dash` or as `bars`. Fires `pick` with the step and the name
 * of the line at a click.
 */
class LineChart extends Plot {
  static properties = { lines: { attribute: false } };

  static styles = [Plot.styles, css`
    .key { color: var(--key); }
  `];

  constructor() {
    super();
    this.lines = [];
  }

  series() {
    return this.lines;
  }

  drawn({ name, color, dash, isBars, values }) {
    const stroke = this.colors(color);
    const alone = isBars ? [] : lonePoints(values);
    return {
      label: name,
      stroke,
      width: isBars ? 0 : 1.75,
      ...(isBars ? { fill: stroke, paths: bars({ size: [0.8, 24] }) } : { dash }),
      points: { show: false, filter: () => (alone.length > 0 ? alone : null) },
    };
  }

  valueAxis() {
    return { values: (chart, values) => values.map((value) => this.lines[0].text(value)) };
  }

  legend() {
    return html`<ul class="legend">${this.lines.map((line) => html`
      <li><span class="key" ${place({ '--key': `var(${line.color})` })}>${this.key(line)}</span>${line.name}
        ${this.at === null ? nothing : html`<b>${this.valueText(line)}</b>`}</li>`)}</ul>`;
  }

  key({ isBars, dash }) {
    return html`<svg width="22" height="10" aria-hidden="true">${isBars
      ? svg`<rect x="3" y="4" width="5" height="6" fill="currentColor"/><rect x="11" y="1" width="5" height="9" fill="currentColor"/>`
      : svg`<line x1="0" x2="22" y1="5" y2="5" stroke="currentColor" stroke-width="2" stroke-dasharray=${dash?.join(' ') ?? 'none'}/>`}</svg>`;
  }

  valueText({ values, text }) {
    const value = values[this.at] ?? null;
    return value === null ? '–' : text(value, this.at);
  }

  /** A click inside a bar means the bar, all others the nearest line. */
  choose(index, top) {
    const height = (line) => {
      const value = line.values[index] ?? null;
      return value === null ? NEAR : this.chart.valToPos(value, 'y');
    };
    const bar = this.lines.find((line) => line.isBars && line.values[index] > 0 && top >= height(line));
    const lines = this.lines.filter((line) => !line.isBars);
    const nearest = lines.reduce((a, b) => (Math.abs(height(b) - top) < Math.abs(height(a) - top) ? b : a), lines[0]);
    this.pick({ index, name: (bar ?? nearest).name });
  }
}

customElements.define('line-chart', LineChart);
