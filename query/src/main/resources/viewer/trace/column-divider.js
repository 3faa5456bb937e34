// SPDX-License-Identifier: Apache-2.0
import { LitElement, css } from 'lit';
import { base } from '../parts/styles.js';

const STEP = 0.02;

/**
 * The line between two columns, which the pointer and the arrow keys move. Fires `move` with the share of the left column in the
 * component around it, which is between `least` and `most`.
 */
class ColumnDivider extends LitElement {
  static properties = { share: { type: Number }, least: { type: Number }, most: { type: Number }, label: {} };

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
    this.setAttribute('aria-orientation', 'vertical');
    this.tabIndex = 0;
  }

  updated() {
    this.style.left = `calc(${this.share} * (100% - var(--scrollbar, 15px)))`;
    const { label, least, most, share } = this;
    this.setAttribute('aria-label', label);
    this.setAttribute('aria-valuemin', percent(least));
    this.setAttribute('aria-valuemax', percent(most));
    this.setAttribute('aria-valuenow', percent(share));
  }

  drag(event) {
    if (this.hasPointerCapture(event.pointerId)) {
      const box = this.getRootNode().host.getBoundingClientRect();
      this.move((event.clientX - box.left) / box.width);
    }
  }

  key(event) {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step) {
      event.preventDefault();
      // The page has another use for the arrow keys.
      event.stopPropagation();
      this.move(this.share + step);
    }
  }

  move(share) {
    this.dispatchEvent(new CustomEvent('move', { detail: Math.min(this.most, Math.max(this.least, share)) }));
  }
}

const percent = (share) => String(Math.round(share * 100));

customElements.define('column-divider', ColumnDivider);
