// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { base, controls } from './styles.js';

/** A button that opens a panel below itself. Keys pressed in the panel are no shortcuts of the page. */
class DropDown extends LitElement {
  static properties = { label: {}, pressed: { type: Boolean }, open: { state: true } };

  static styles = [base, controls, css`
    :host { flex: none; }
    .panel {
      position: fixed; inset: auto; width: max-content; max-width: min(360px, calc(100vw - 16px)); max-height: calc(100vh - 80px); margin: 0; padding: 14px 16px; overflow: auto;
      border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); color: var(--text); box-shadow: var(--shadow); font-size: 13px;
    }
    .tip { width: 10px; height: 10px; margin-right: -2px; }
  `];

  constructor() {
    super();
    this.open = false;
    this.addEventListener('keydown', (event) => this.key(event));
    this.onResize = () => this.open && this.put();
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('resize', this.onResize);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.onResize);
  }

  get panel() {
    return this.renderRoot.querySelector('.panel');
  }

  render() {
    return html`
      <button popovertarget="panel" aria-expanded=${this.open} aria-pressed=${this.pressed}>
        ${this.label}<svg class="tip" viewBox="0 0 10 10" aria-hidden="true"><path d="M2 3.5 5 6.8 8 3.5" fill="none" stroke="currentColor" stroke-width="1.5"/></svg></button>
      <div id="panel" class="panel" popover role="group" aria-label=${this.label} @toggle=${this.follow} @beforetoggle=${this.before}><slot></slot></div>`;
  }

  follow(event) {
    this.open = event.newState === 'open';
  }

  before(event) {
    if (event.newState === 'open') {
      this.put();
    }
  }

  /** Below the button, and within the window. */
  put() {
    const button = this.renderRoot.querySelector('button').getBoundingClientRect();
    const { style } = this.panel;
    style.setProperty('top', `${button.bottom + 4}px`);
    const fromLeft = button.left < window.innerWidth - 376;
    style.setProperty('left', fromLeft ? `${button.left}px` : 'auto');
    style.setProperty('right', fromLeft ? 'auto' : `${Math.max(8, window.innerWidth - button.right)}px`);
  }

  key(event) {
    if (this.open) {
      event.stopPropagation();
      if (event.key === 'Escape') {
        this.panel.hidePopover();
        this.renderRoot.querySelector('button').focus();
      }
    }
  }
}

customElements.define('drop-down', DropDown);
