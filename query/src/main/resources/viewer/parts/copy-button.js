// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, css, nothing } from 'lit';
import { copyText } from './clipboard.js';
import { base, controls } from './styles.js';
import { copy, done, link } from './icons.js';

const SHOWN_MILLIS = 1500;

/** Copies a text to the clipboard and confirms it for a moment; if that is not allowed, shows the text selected. */
class CopyButton extends LitElement {
  static properties = { text: {}, label: {}, kind: {}, copied: { state: true }, refused: { state: true } };

  static styles = [base, controls, css`
    :host { display: inline-block; }
    button { height: 24px; width: 24px; padding: 0; color: var(--muted); }
    button:hover { color: var(--text); }
    dialog {
      visibility: visible; width: 440px; max-width: calc(100vw - 32px); padding: 16px 20px 20px; border: 1px solid var(--line); border-radius: 10px;
      background: var(--raised); color: var(--text); box-shadow: var(--shadow); font: 14px/1.5 var(--font); white-space: normal;
    }
    p { margin-bottom: 10px; }
    textarea {
      display: block; width: 100%; height: 96px; padding: 6px 8px; resize: vertical; border: 1px solid var(--edge);
      border-radius: 4px; background: var(--page); color: var(--text); font: 12px/1.5 var(--mono);
    }
  `];

  render() {
    const shown = this.copied ? done : this.kind === 'link' ? link : copy;
    return html`
      <button class="plain" title=${this.label} aria-label=${this.label} @click=${this.copy}>${shown}</button>
      <span class="visually-hidden" role="status">${this.copied ? 'Copied' : ''}</span>
      ${this.refused ? html`
        <dialog aria-label="Copy by hand" @close=${() => { this.refused = false; }}>
          <p>The browser does not let this page copy. The text is selected: press <kbd>Ctrl</kbd> <kbd>C</kbd>
            (<kbd>⌘</kbd> <kbd>C</kbd>), then <kbd>Esc</kbd>.</p>
          <textarea readonly aria-label="Text to copy" .value=${this.text}></textarea>
        </dialog>` : nothing}`;
  }

  async copy() {
    if (await copyText(this.text)) {
      this.copied = true;
      setTimeout(() => { this.copied = false; }, SHOWN_MILLIS);
      return;
    }
    this.refused = true;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
    this.renderRoot.querySelector('textarea').select();
  }
}

customElements.define('copy-button', CopyButton);
