// SPDX-License-Identifier: Apache-2.0
// The drawing of one node. For components that have the styles `nodes`.

import { css, nothing, svg } from 'lit';
import { rate, percentage } from '../model/format.js';
import { about, fitting, nameSize, nodeWords, shortName } from '../model/node-text.js';
import { errorLevel, errorShare } from '../model/service-graph.js';
import { nodeIcons } from '../parts/icons.js';
import { place } from '../parts/place.js';
import { textWidth } from '../parts/text-width.js';
import { errorSign } from './map-edge.js';
import { outline, rim, rimDepth } from './node-shape.js';

const BAR = 4;
/** Below this scale a node has its name only. */
const LEAST_FULL = 0.75;

export const nodes = css`
  .node { cursor: pointer; }
  .node:focus { outline: none; }
  .node .shape { fill: var(--raised); stroke: var(--edge); stroke-width: 1.2; }
  .node.host .shape { stroke-dasharray: 4 3; }
  .node .rim { fill: none; stroke: var(--edge); stroke-width: 1.2; }
  .node.many .shape, .node.many .rim { stroke: var(--error-fill); stroke-width: 1.8; }
  .node .bar { fill: var(--service); }
  .node .ring { fill: none; stroke: none; }
  .node:hover .shape { fill: var(--hover); }
  .node.selected .shape { fill: var(--accent-soft); }
  .node.selected .ring, .node.focus .ring { stroke: var(--accent); stroke-width: 2; }
  .node.focus .ring { stroke-dasharray: 6 3; }
  .node.selected.focus .ring { stroke-dasharray: none; }
  .node:focus-visible .ring { stroke: var(--accent); stroke-width: 4; stroke-dasharray: none; }
  .node.dim { opacity: 0.4; }
  .name { font-weight: 600; fill: var(--text); }
  .number, .icon { fill: var(--muted); color: var(--muted); }
  .bad { fill: var(--error); font-weight: 600; } .few { fill: var(--warning); font-weight: 600; }
  @media (forced-colors: active) {
    .node { forced-color-adjust: none; }
    .node .shape { fill: Canvas; stroke: CanvasText; } .node .rim { stroke: CanvasText; } .node .bar { fill: CanvasText; }
    .node .name, .node .number, .node .bad, .node .few { fill: CanvasText; } .node .icon { color: CanvasText; }
    .node.selected .ring, .node.focus .ring, .node:focus-visible .ring { stroke: Highlight; }
  }
`;

/**
 * @param box of the layout
 * @param look `scale`, `compact`, the `font` family, the `color` of a service, and whether the node is `selected`, in `focus`,
 *     `dim` or the one that the Tab key reaches (`reached`)
 */
export function nodeDrawing(node, box, look) {
  const level = errorLevel(node);
  const classes = ['node', node.type, level, look.selected && 'selected', look.focus && 'focus', look.dim && 'dim'];
  return svg`
    <g class=${classes.filter(Boolean).join(' ')} data-node=${node.id} transform=${`translate(${box.x} ${box.y})`} role="button"
      tabindex=${look.reached ? 0 : -1} aria-label=${nodeWords(node)} aria-pressed=${look.selected ? 'true' : 'false'}>
      <title>${nodeWords(node)}</title>
      <path class="ring" d=${outline(node.type, box, 4)}></path>
      <path class="shape" d=${outline(node.type, box)}></path>
      ${node.type === 'database' ? svg`<path class="rim" d=${rim(box)}></path>` : nothing}
      ${node.type === 'service' ? svg`<rect class="bar" x=${-box.width / 2 + 1} y=${-box.height / 2 + 5} width=${BAR} height=${box.height - 10} rx="2" ${place({ '--service': look.color })}></rect>` : nothing}
      <g aria-hidden="true" transform=${node.type === 'database' ? `translate(0 ${rimDepth(box)})` : 'translate(0 0)'}>${content(node, box, look, level)}</g>
    </g>`;
}

function content(node, box, look, level) {
  return look.scale < LEAST_FULL ? small(node, box, look, level) : look.compact ? line(node, box, look, level) : lines(node, box, look, level);
}

/** The name alone, as large as the node has room for. */
function small(node, box, look, level) {
  const size = nameSize(look.scale, box, look.compact ? 12 : 13);
  const left = -box.width / 2 + (node.type === 'service' ? 9 : 12);
  const sign = level === 'none' ? 0 : size;
  return svg`
    ${name(node, left, size * 0.35, size, box.width / 2 - left - 6 - sign, look)}
    ${level === 'none' ? nothing : svg`<g transform=${`translate(${box.width / 2 - size * 0.6 - 3} 0) scale(${size / 14})`}>${errorSign(level)}</g>`}`;
}

/** Name and rate beside each other. */
function line(node, box, look, level) {
  const rateText = about(node) + rate(node.rate);
  const taken = textWidth(rateText, `500 100px ${look.font}`) * 11 + (level === 'none' ? 0 : 15) + (node.inside.length > 0 ? 15 : 0);
  const left = -box.width / 2 + (node.type === 'service' ? 10 : 13);
  const right = box.width / 2 - 8;
  const signs = right - textWidth(rateText, `500 100px ${look.font}`) * 11;
  return svg`
    ${name(node, left, 4.5, 12, box.width - 26 - taken, look)}
    ${level === 'none' ? nothing : svg`<g transform=${`translate(${signs - 10} 0) scale(0.8)`}>${errorSign(level)}</g>`}
    ${node.inside.length > 0 ? inside(node, signs - (level === 'none' ? 17 : 32), -6, 0.75) : nothing}
    <text class="number" x=${right} y="4" font-size="11" text-anchor="end">${rateText}</text>`;
}

/** Type and name above rate and share of errors. */
function lines(node, box, look, level) {
  const left = -box.width / 2 + 12;
  const errors = level === 'none' ? 'no errors' : percentage(errorShare(node));
  return svg`
    <g class="icon" transform=${`translate(${left} -17)`}>${nodeIcons[node.type]}</g>
    ${name(node, left + 22, -4, 13, box.width - 44, look)}
    <text class="number" x=${left} y="15" font-size="12">${about(node)}${rate(node.rate)}</text>
    ${level === 'none' ? nothing : svg`<g transform=${`translate(${left + 78} 11) scale(0.8)`}>${errorSign(level)}</g>`}
    <text class=${level === 'many' ? 'bad' : level === 'some' ? 'few' : 'number'} x=${left + (level === 'none' ? 72 : 88)} y="15" font-size="12">${errors}</text>
    ${node.inside.length > 0 ? inside(node, box.width / 2 - 32, 3, 0.85) : nothing}`;
}

const name = (node, x, y, size, room, { font, compact }) => svg`
  <text class="name" x=${x} y=${y} font-size=${size}>${fitting((compact ? shortName(node) : node.name).replace(/\s+/g, ' ').slice(0, 200), room, (text) => textWidth(text, `600 100px ${font}`) * size)}</text>`;

/** The sign that a service has a database of its own, or another node. */
const inside = (node, x, y, scale) => svg`
  <g class="icon" transform=${`translate(${x} ${y}) scale(${scale})`}>${nodeIcons[node.inside[0].type]}</g>`;
