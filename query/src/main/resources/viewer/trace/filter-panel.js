// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { CONDITIONS, problemOf } from '../model/trace-filter.js';
import { base, controls } from '../parts/styles.js';

const KINDS = ['server', 'client', 'producer', 'consumer', 'internal'];
const CLEARED = Object.fromEntries(CONDITIONS.map((name) => [name, null]));

/** The conditions on the spans of a trace. Fires `change-filter` with the parameters of the address that change. */
class FilterPanel extends LitElement {
  static properties = { services: { attribute: false }, filter: { attribute: false }, hides: { type: Boolean }, problem: {} };

  static styles = [base, controls, css`
    :host { width: 320px; max-width: 100%; }
    .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 12px; }
    .wide { grid-column: 1 / -1; }
    label > span, legend { display: block; margin-bottom: 3px; padding: 0; font-size: 12px; color: var(--muted); }
    fieldset { display: flex; gap: 16px; margin: 0; padding: 0; border: 0; }
    fieldset label { display: flex; align-items: center; gap: 6px; }
    fieldset label span { margin: 0; font-size: 13px; color: var(--text); }
    input[type="radio"] { height: 16px !important; width: 16px !important; margin: 0; accent-color: var(--accent-fill); }
    .problem { margin-top: 10px; color: var(--error); overflow-wrap: anywhere; }
    .end { display: flex; justify-content: flex-end; margin-top: 12px; }
  `];

  render() {
    const { filter } = this;
    return html`
      <div class="fields">
        ${this.choice('service', 'Service', this.services.map((service) => ({ value: service, text: service })))}
        ${this.choice('kind', 'Kind', KINDS.map((kind) => ({ value: kind, text: kind })))}
        ${this.text('minDuration', 'Longer than', '5ms')}
        ${this.text('maxDuration', 'Shorter than', '2s')}
        <div class="wide">${this.choice('error', 'Errors', [{ value: 'true', text: 'Failed spans' }, { value: 'false', text: 'Spans without an error' }])}</div>
        <div class="wide">${this.text('where', 'TraceQL', '{ span.rows > 100 }')}</div>
        <fieldset class="wide">
          <legend>Other spans</legend>
          ${this.radio(false, 'Dimmed')}${this.radio(true, 'Hidden')}
        </fieldset>
      </div>
      ${problemOf(filter) || this.problem ? html`<p class="problem" role="alert">${problemOf(filter) ?? this.problem}</p>` : nothing}
      <div class="end"><button @click=${() => this.fire(CLEARED)}>Clear the filter</button></div>`;
  }

  choice(name, label, options) {
    const chosen = this.filter[name];
    return html`
      <label><span>${label}</span>
        <select @change=${(event) => this.fire({ [name]: event.target.value })}>
          <option value="" ?selected=${chosen === ''}>Any</option>
          ${options.map(({ value, text }) => html`<option value=${value} ?selected=${chosen === value}>${text}</option>`)}
        </select></label>`;
  }

  text(name, label, example) {
    return html`
      <label><span>${label}</span>
        <input type="text" placeholder=${example} spellcheck="false" autocomplete="off" .value=${this.filter[name]}
          @change=${(event) => this.fire({ [name]: event.target.value.trim() })}></label>`;
  }

  radio(hides, label) {
    return html`<label><input type="radio" name="others" .checked=${this.hides === hides} @change=${() => this.fire({ others: hides ? 'hidden' : null })}><span>${label}</span></label>`;
  }

  fire(changes) {
    this.dispatchEvent(new CustomEvent('change-filter', { detail: changes }));
  }
}

customElements.define('filter-panel', FilterPanel);
