// SPDX-License-Identifier: Apache-2.0
import { LitElement, css } from 'lit';
import { base } from '../parts/styles.js';

const LEAST = 0.15;
const MOST = 0.7;
const STEP = 0.02;

/** The line between names and bars, which can be dragged. Fires `move` with the share of the names. */
class ColumnDivider extends LitElement {
  static properties = { share: { type: Number } };

  static styles = [base, css`
    :host { position: absolute; top: 0; bottom: 0; width: 9px; margin-left: -4px; cursor: col-resize; touch-action: none; z-index: 3; }
    :host::after { content: ''; position: absolute; top: 0; bottom: 0; left: 4px; width: 1px; background: var(--line); }
    @media (forced-colors: active) { :host::after { forced-color-adjust: none; background: CanvasText; } }
    :host(:hover)::after, :host(:focus-visible)::after { background: var(--accent); width: 2px; }
  `];

  constructor() {
    super();
    this.addEventListener('pointerdown', (event) => this.setPointerCapture(event.pointerId));
    this.addEventListener('pointermove', (event) => this.drag(event));
    this.addEventListener('keydown', (event) => this.key(event));
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute('role', 'separator');
    this.setAttribute('aria-label', 'Width of the names');
    this.tabIndex = 0;
  }

  updated() {
    this.style.left = `calc(${this.share} * (100% - var(--scrollbar, 15px)))`;
    this.setAttribute('aria-valuenow', String(Math.round(this.share * 100)));
  }

  drag(event) {
    if (this.hasPointerCapture(event.pointerId)) {
      const box = this.parentNode.host.getBoundingClientRect();
      this.move((event.clientX - box.left) / box.width);
    }
  }

  key(event) {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step) {
      event.preventDefault();
      this.move(this.share + step);
    }
  }

  move(share) {
    this.dispatchEvent(new CustomEvent('move', { detail: Math.min(MOST, Math.max(LEAST, share)) }));
  }
}

customElements.define('column-divider', ColumnDivider);
