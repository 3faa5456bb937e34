// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { base, controls } from './styles.js';

/** A text that shows only its first lines until the user expands it; even then it scrolls. */
class FoldedText extends LitElement {
  static properties = { text: {}, lines: { type: Number }, unfolded: { state: true }, long: { state: true }, scrolls: { state: true } };

  static styles = [base, controls, css`
    :host { white-space: normal; }
    .text { overflow: hidden; white-space: pre-wrap; overflow-wrap: anywhere; }
    .folded { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: var(--lines); }
    .unfolded { max-height: 30vh; overflow: auto; }
    button { height: 20px; padding: 0; border: 0; background: none; color: var(--accent); font-size: 12px; font-weight: 400; }
    button:hover { background: none; text-decoration: underline; }
  `];

  constructor() {
    super();
    this.lines = 3;
    this.unfolded = false;
    this.long = false;
    this.scrolls = false;
    this.observer = new ResizeObserver(() => this.measure());
  }

  firstUpdated() {
    this.observer.observe(this.renderRoot.querySelector('.text'));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('text')) {
      this.unfolded = false;
    }
  }

  render() {
    const scrolls = this.unfolded && this.scrolls;
    return html`
      <div class=${this.unfolded ? 'text unfolded' : 'text folded'} tabindex=${scrolls ? '0' : nothing} role=${scrolls ? 'region' : nothing}
        aria-label=${scrolls ? 'All of the text' : nothing}>${this.text}</div>
      ${this.long ? html`
        <button aria-expanded=${this.unfolded} @click=${() => { this.unfolded = !this.unfolded; }}>
          ${this.unfolded ? 'Show less' : 'Show all of it'}</button>` : nothing}`;
  }

  updated(changed) {
    this.style.setProperty('--lines', String(this.lines));
    if (changed.has('text') || changed.has('unfolded')) {
      this.measure();
    }
  }

  measure() {
    const text = this.renderRoot.querySelector('.text');
    const cut = text.scrollHeight > text.clientHeight + 1;
    if (this.unfolded) {
      this.scrolls = cut;
    } else {
      this.long = cut;
    }
  }
}

customElements.define('folded-text', FoldedText);
