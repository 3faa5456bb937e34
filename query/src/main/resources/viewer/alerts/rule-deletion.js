// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { base, controls } from '../parts/styles.js';

/** The dialog that deletes a rule of the API, after a question. Fires `deleted`. */
class RuleDeletion extends LitElement {
  static properties = { row: { state: true }, problem: { state: true }, sending: { state: true } };

  static styles = [base, controls, css`
    dialog { width: 440px; max-width: calc(100vw - 32px); padding: 20px 24px; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); color: var(--text); box-shadow: var(--shadow); }
    dialog::backdrop { background: rgb(0 0 0 / 40%); }
    h2 { margin-bottom: 8px; font-size: 16px; overflow-wrap: anywhere; }
    .problem { margin-top: 12px; padding: 8px 12px; border-radius: var(--radius); background: var(--error-soft); color: var(--error); overflow-wrap: anywhere; }
    .end { display: flex; justify-content: flex-end; gap: 8px; margin-top: 20px; }
  `];

  constructor() {
    super();
    this.row = null;
    this.problem = null;
    this.sending = false;
  }

  /** @param row a rule of the API, with its version */
  async show(row) {
    this.row = row;
    this.problem = null;
    await this.updateComplete;
    this.dialog.showModal();
  }

  get dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  render() {
    return html`
      <dialog aria-labelledby="title">
        <h2 id="title">Delete the rule ${this.row?.rule}?</h2>
        <p>Its alerts are resolved by the next evaluation. Their history stays.</p>
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        <div class="end"><button @click=${() => this.dialog.close()}>Cancel</button><button class="primary" ?disabled=${this.sending} @click=${this.delete}>Delete</button></div>
      </dialog>`;
  }

  async delete() {
    this.sending = true;
    try {
      await api.deleteRule(this.row.rule, this.row.version);
      this.dialog.close();
      this.dispatchEvent(new Event('deleted'));
    } catch (problem) {
      this.problem = problem.message;
    }
    this.sending = false;
  }
}

customElements.define('rule-deletion', RuleDeletion);
