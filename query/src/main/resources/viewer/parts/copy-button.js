// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, css } from 'lit';
import { base, controls } from './styles.js';
import { copy, done, link } from './icons.js';

/** Puts a text on the clipboard and says so for a moment. */
class CopyButton extends LitElement {
  static properties = { text: {}, label: {}, kind: {}, copied: { state: true } };

  static styles = [base, controls, css`
    :host { display: inline-block; }
    button { height: 24px; width: 24px; padding: 0; color: var(--muted); }
    button:hover { color: var(--text); }
  `];

  render() {
    const shown = this.copied ? done : this.kind === 'link' ? link : copy;
    return html`
      <button class="plain" title=${this.label} aria-label=${this.label} @click=${this.copy}>${shown}</button>
      <span class="visually-hidden" role="status">${this.copied ? 'Copied' : ''}</span>`;
  }

  async copy() {
    await navigator.clipboard.writeText(this.text);
    this.copied = true;
    setTimeout(() => { this.copied = false; }, 1500);
  }
}

customElements.define('copy-button', CopyButton);
