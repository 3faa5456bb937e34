// SPDX-License-Identifier: Apache-2.0
// The drawing of one edge. For components that have the styles `edges`.

import { css, nothing, svg } from 'lit';
import { percentage } from '../model/format.js';
import { about, p99Text } from '../model/node-text.js';
import { errorLevel, errorShare } from '../model/service-graph.js';
import { textWidth } from '../parts/text-width.js';

const SIZE = 11.5;

export const edges = css`
  .edge { cursor: pointer; color: var(--edge); }
  .edge.some { color: color-mix(in oklab, var(--warning) 55%, var(--edge)); }
  .edge.many { color: var(--error-fill); }
  .edge .line { fill: none; stroke: currentColor; stroke-linecap: butt; }
  .edge .tip { fill: currentColor; }
  .edge .touch { fill: none; stroke: transparent; stroke-width: 14; }
  .edge.thin .line, .edge.thin .tip { opacity: 0.4; }
  .edge.thin.many .line, .edge.thin.many .tip { opacity: 0.65; }
  .edge.dim .line, .edge.dim .tip { opacity: 0.1; }
  .edge.lit { color: var(--accent); } .edge.lit.some { color: var(--warning); } .edge.lit.many { color: var(--error-fill); }
  .edge.lit .line, .edge.lit .tip, .edge:hover .line { opacity: 1; }
  .label { fill: var(--text); font-variant-numeric: tabular-nums; }
  .plate { fill: var(--page); stroke: var(--line); }
  .mark { pointer-events: none; }
  .sign-many { fill: var(--error-fill); } .sign-some { fill: var(--warning); }
  .sign { stroke: var(--page); stroke-width: 1.5; paint-order: stroke; }
  @media (forced-colors: active) {
    .edge { forced-color-adjust: none; color: CanvasText; } .edge.lit { color: Highlight; }
    .edge.many, .edge.some, .edge.lit.many, .edge.lit.some { color: LinkText; }
    .label { fill: CanvasText; } .plate { fill: Canvas; stroke: CanvasText; } .sign { fill: LinkText; stroke: Canvas; }
  }
`;

/** The sign of failed calls, around (0, 0): a triangle for many, a diamond for some. So colour is not their only mark. */
export const errorSign = (level) => (level === 'many'
  ? svg`<path class="sign sign-many" d="M0 -7L7 6H-7Z"></path>`
  : svg`<path class="sign sign-some" d="M0 -6.500L6.500 0L0 6.500L-6.500 0Z"></path>`);

/**
 * @param path of `pathsOf`
 * @param look the `width` of the line, the `words` of the edge, and whether it is `selected`, `lit`, `dim`, `thin`, and
 *     `labelled`; marks are `small` times as large, in the `font`
 */
export function edgeDrawing(edge, path, look) {
  const level = errorLevel(edge);
  const classes = ['edge', level, look.selected && 'selected', look.lit && 'lit', look.dim && 'dim', look.thin && !look.lit && !look.dim && 'thin'];
  return svg`
    <g class=${classes.filter(Boolean).join(' ')} data-edge=${edge.key}>
      <title>${look.words}</title>
      <path class="line" d=${path.d} stroke-width=${look.width.toFixed(1)}></path>
      <path class="tip" d="M0 0L-10 -5.500V5.500Z" transform=${`translate(${path.tip.x} ${path.tip.y}) rotate(${path.angle})`}></path>
      <path class="touch" d=${path.d}></path>
      ${look.dim ? nothing : mark(edge, level, path.label, look)}
    </g>`;
}

/** The sign of its errors and its p99, on the middle of an edge. */
function mark(edge, level, { x, y }, look) {
  const text = look.labelled ? labelOf(edge) : '';
  if (text === '') {
    return level === 'none' ? nothing : svg`<g class="mark" transform=${`translate(${x} ${y}) scale(${look.small})`}>${errorSign(level)}</g>`;
  }
  const room = textWidth(text, `500 100px ${look.font}`) * SIZE;
  const sign = level === 'none' ? 0 : 15;
  return svg`
    <g class="mark" transform=${`translate(${x} ${y}) scale(${look.small})`}>
      <rect class="plate" x=${-(room + sign) / 2 - 5} y="-9" width=${room + sign + 10} height="18" rx="5"></rect>
      ${level === 'none' ? nothing : svg`<g transform=${`translate(${-(room + sign) / 2 + 5} 0) scale(0.8)`}>${errorSign(level)}</g>`}
      <text class="label" x=${sign / 2} y="4" font-size=${SIZE} text-anchor="middle">${text}</text>
    </g>`;
}

const labelOf = (edge) => [about(edge) + p99Text(edge), ...(edge.errors > 0 ? [percentage(errorShare(edge))] : [])].join(' · ');
