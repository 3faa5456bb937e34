// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, svg } from 'lit';
import { TYPES } from '../model/node-text.js';
import { base } from '../parts/styles.js';
import { edges, errorSign } from './map-edge.js';
import { nodes } from './map-node.js';
import { outline, rim } from './node-shape.js';

const SIZE = { width: 26, height: 16 };

/** The meaning of shapes and lines. */
class MapLegend extends LitElement {
  static styles = [base, nodes, edges, css`
    :host { border-top: 1px solid var(--line); background: var(--surface); }
    ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 7px 16px; list-style: none; font-size: 12px; color: var(--muted); }
    li { display: flex; gap: 6px; align-items: center; }
    .node { cursor: default; --service: var(--muted); }
  `];

  render() {
    return html`
      <ul aria-label="Legend">
        ${Object.entries(TYPES).map(([type, name]) => html`
          <li><svg width="30" height="20" viewBox="-15 -10 30 20" aria-hidden="true"><g class=${`node ${type}`}>
            <path class="shape" d=${outline(type, SIZE)}></path>${type === 'database' ? svg`<path class="rim" d=${rim(SIZE)}></path>` : ''}
            ${type === 'service' ? svg`<rect class="bar" x="-12" y="-5" width="4" height="10" rx="2"></rect>` : ''}</g></svg>${name}</li>`)}
        <li><svg width="36" height="14" viewBox="0 -7 36 14" aria-hidden="true"><g class="edge"><path class="line" d="M0 0H14" stroke-width="1.500"></path><path class="line" d="M16 0H36" stroke-width="6"></path></g></svg>Rate: thicker is more</li>
        ${[['some', 'Errors below 1 %'], ['many', 'Errors of 1 % or more']].map(([level, text]) => html`
          <li><svg width="36" height="16" viewBox="-18 -8 36 16" aria-hidden="true"><g class=${`edge ${level}`}><path class="line" d="M-18 0H18" stroke-width="2"></path>${errorSign(level)}</g></svg>${text}</li>`)}
        <li><span class="number">12 ms</span> p99 of the calls</li>
      </ul>`;
  }
}

customElements.define('map-legend', MapLegend);
