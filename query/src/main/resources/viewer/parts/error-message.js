// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { plural } from '../model/format.js';
import { base, controls } from './styles.js';
import { error } from './icons.js';

/**
 * The error message of the service, and a slotted hint. Fires `retry` by its button, and by itself after the time that
 * a busy service asks for. There is no button if the same request can only fail again.
 */
class ErrorMessage extends LitElement {
  static properties = { problem: { attribute: false }, heading: {}, left: { state: true } };

  static styles = [base, controls, css`
    section {
      display: flex; gap: 12px; align-items: flex-start; margin: 24px auto; padding: 16px 20px; max-width: 720px;
      border: 1px solid var(--error-fill); border-radius: var(--radius); background: var(--error-soft);
    }
    svg { margin-top: 4px; flex: none; }
    h1 { font-size: 14px; }
    p { margin: 2px 0 0; overflow-wrap: anywhere; }
    .todo { margin-top: 8px; }
    .again { display: flex; align-items: center; gap: 12px; margin-top: 12px; }
  `];

  constructor() {
    super();
    this.left = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  willUpdate(changed) {
    if (changed.has('problem')) {
      clearInterval(this.clock);
      this.left = this.problem.retrySeconds ?? null;
      if (this.left !== null) {
        this.clock = setInterval(() => this.tick(), 1000);
      }
    }
  }

  render() {
    return html`
      <section>
        ${error}
        <div>
          <div role="alert">
            <h1>${this.heading ?? this.problem.title ?? 'The viewer failed'}</h1>
            <p>${this.problem.message}</p>
            <div class="todo"><slot></slot></div>
          </div>
          ${this.problem.passing === false ? nothing : html`
            <div class="again">
              <button @click=${this.retry}>Try again</button>
              ${this.left === null ? nothing : html`<span class="number">by itself in ${plural(Math.max(1, this.left), 'second')}</span>`}
            </div>`}
        </div>
      </section>`;
  }

  tick() {
    this.left -= 1;
    if (this.left <= 0) {
      this.retry();
    }
  }

  retry() {
    clearInterval(this.clock);
    this.dispatchEvent(new Event('retry'));
  }
}

customElements.define('error-message', ErrorMessage);
