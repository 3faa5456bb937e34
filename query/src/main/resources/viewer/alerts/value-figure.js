// SPDX-License-Identifier: Apache-2.0
// The last values of a rule beside its limit, or before its usual values. For components that have the styles `valueFigures`.

import { css, html, nothing, svg } from 'lit';
import { limitText, valueChart, valuesText } from '../model/alerts.js';
import { axisTime, millis } from '../model/format.js';

export const WIDTH = 300;
const HEIGHT = 56;

export const valueFigures = css`
  figure svg { display: block; width: 100%; height: ${HEIGHT}px; overflow: visible; }
  .line { fill: none; stroke: var(--accent); stroke-width: 1.75; stroke-linejoin: round; }
  .band { fill: var(--accent-soft); stroke: var(--accent); stroke-opacity: 0.4; }
  .key { display: inline-block; width: 12px; height: 8px; margin-right: 5px; border: 1px solid var(--accent); background: var(--accent-soft); }
  .limit { stroke: var(--error-fill); stroke-width: 1.25; stroke-dasharray: 5 4; }
  .axis { stroke: var(--line); }
  figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8px; margin-top: 4px; font-size: 12px; color: var(--muted); }
  .none { height: ${HEIGHT}px; font-size: 12px; line-height: ${HEIGHT}px; color: var(--muted); }
  @media (forced-colors: active) { figure svg { forced-color-adjust: none; } .line { stroke: CanvasText; } .band { fill: Canvas; stroke: GrayText; } .limit { stroke: Highlight; } .axis { stroke: GrayText; } }
`;

/** @param values the answer of the API, or null; @param otherwise the text if there are none */
export function valueFigure(values, otherwise) {
  const drawing = values ? valueChart(values, WIDTH, HEIGHT) : null;
  if (drawing === null) {
    return html`<figure><div class="none">${otherwise}</div></figure>`;
  }
  const { points, limit, complete } = values;
  const first = millis(points[0].unixNanos);
  return html`
    <figure>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${valuesText(values)}>
        ${svg`<line class="axis" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} vector-effect="non-scaling-stroke"/>
          <path class="band" d=${drawing.band} vector-effect="non-scaling-stroke"/>
          ${drawing.limit === null ? nothing : svg`<line class="limit" x1="0" x2=${WIDTH} y1=${drawing.limit} y2=${drawing.limit} vector-effect="non-scaling-stroke"/>`}
          <path class="line" d=${drawing.path} vector-effect="non-scaling-stroke"/>`}
      </svg>
      <figcaption><span>since ${axisTime(first, millis(points.at(-1).unixNanos) - first)}${complete ? '' : ', not complete'}</span>
        <span>${limit === null ? html`<span class="key" aria-hidden="true"></span>` : '- - '}${limitText(values)}</span></figcaption>
    </figure>`;
}
