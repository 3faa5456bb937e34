// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { base, controls } from './styles.js';
import { error } from './icons.js';

/** What went wrong, in the words of the service, and a button to try again. */
class ErrorMessage extends LitElement {
  static properties = { problem: { attribute: false } };

  static styles = [base, controls, css`
    section {
      display: flex; gap: 12px; align-items: flex-start; margin: 24px auto; padding: 16px 20px; max-width: 720px;
      border: 1px solid var(--error-fill); border-radius: var(--radius); background: var(--error-soft);
    }
    svg { margin-top: 4px; flex: none; }
    h2 { font-size: 14px; }
    p { margin: 2px 0 12px; overflow-wrap: anywhere; }
  `];

  render() {
    return html`
      <section role="alert">
        ${error}
        <div>
          <h2>${this.problem.title ?? 'The viewer failed'}</h2>
          <p>${this.problem.message}</p>
          <button @click=${this.retry}>Try again</button>
        </div>
      </section>`;
  }

  retry() {
    this.dispatchEvent(new Event('retry'));
  }
}

customElements.define('error-message', ErrorMessage);
