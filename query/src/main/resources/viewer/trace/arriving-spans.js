// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { lineCount } from '../model/arriving-trace.js';
import { count } from '../model/format.js';
import { error } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';

/** The progress of a large trace whose spans still arrive, or the reason why they do not. Fires `retry`. */
class ArrivingSpans extends LitElement {
  static properties = { arrived: { type: Number }, trace: { attribute: false }, problem: { attribute: false } };

  static styles = [base, controls, css`
    :host { display: flex; gap: 10px; align-items: center; justify-content: center; min-height: 36px; padding: 2px 16px; border-top: 1px solid var(--line);
      background: var(--surface); color: var(--text); font-size: 13px; font-variant-numeric: tabular-nums; }
    progress { width: 140px; accent-color: var(--accent); }
    svg { flex: none; color: var(--error); }
    p { overflow-wrap: anywhere; }
    @media print { :host { display: none; } }
  `];

  render() {
    const all = lineCount(this.trace);
    const words = `${count(this.problem ? this.trace.spans.length : this.arrived)} of ${count(all)} spans`;
    if (this.problem) {
      return html`${error}<p role="alert">${words} are here. ${this.problem.message}</p><button @click=${() => this.dispatchEvent(new Event('retry'))}>Try again</button>`;
    }
    return html`<progress max=${all} value=${this.arrived} aria-label="Spans that have arrived"></progress><span>${words}</span>`;
  }
}

customElements.define('arriving-spans', ArrivingSpans);
