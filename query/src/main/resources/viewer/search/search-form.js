// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { LABELS, LIMITS, fieldFor, mistakesIn } from '../model/search-form.js';
import { NO_FILTERS } from '../model/query-form.js';
import { CUSTOM, lookbacks } from '../model/time-range.js';
import { zoneName } from '../model/zone.js';
import '../parts/combo-box.js';
import { base, controls } from '../parts/styles.js';

/** The fields whose times are those of the reader's zone. */
const MOMENTS = ['start', 'end'];
const NONE = { names: [], complete: true };

/**
 * The filters of a search: the other view of its query. Fires `edit` for each change of its `fields`, `ask` when a search is
 * wanted. While the form cannot express the query, it shows the time range only.
 */
class SearchForm extends LitElement {
  static properties = {
    fields: { attribute: false },
    inForm: { type: Boolean },
    unfinished: { type: Boolean },
    refused: { attribute: false },
    mistakes: { state: true },
    services: { state: true },
    operations: { state: true },
  };

  static styles = [base, controls, css`
    form { display: grid; gap: 14px; padding: 16px; }
    label, .label { display: block; margin-bottom: 4px; font-size: 12px; font-weight: 600; color: var(--muted); }
    .zone { font-weight: 400; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
    .check { display: flex; align-items: center; gap: 8px; margin: 0; font-size: 14px; font-weight: 400; color: var(--text); cursor: pointer; }
    .mistake { margin-top: 4px; font-size: 12px; color: var(--error); }
    .primary { height: 36px; margin-top: 2px; }
    .beyond { display: grid; gap: 10px; padding: 10px 12px; border: 1px solid var(--line); border-radius: var(--radius); font-size: 13px; }
  `];

  constructor() {
    super();
    this.services = NONE;
    this.operations = NONE;
    this.mistakes = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.loadServices();
  }

  willUpdate(changed) {
    if (changed.has('fields') && changed.get('fields')?.service !== this.fields.service) {
      this.loadOperations();
    }
    if (changed.has('refused')) {
      const name = fieldFor(this.refused?.parameter);
      this.mistakes = name ? { [name]: mistakesIn(this.fields)[name] ?? this.refused.message } : {};
    }
  }

  /** Suggestions only, as below: if they are unavailable, the fields still work. */
  async loadServices() {
    const found = await api.services().catch(() => null);
    this.services = found ? { names: found.services, complete: found.complete } : this.services;
  }

  async loadOperations() {
    const service = this.fields.service;
    const found = service ? await api.operations(service).catch(() => null) : null;
    if (service === this.fields.service) {
      this.operations = found
        ? { names: [...new Set(found.operations.map((operation) => operation.name).filter(Boolean))], complete: found.complete }
        : NONE;
    }
  }

  render() {
    return html`
      <form aria-label="Filters" @submit=${this.submit} novalidate>
        ${this.inForm ? this.filters() : this.beyond()}
        ${this.field('lookback', this.select('lookback', [...lookbacks(this.fields.lookback), [CUSTOM, 'From … to …']]))}
        ${this.fields.lookback === CUSTOM ? html`
          ${this.field('start', this.input('start', '', 'datetime-local'))}
          ${this.field('end', this.input('end', '', 'datetime-local'))}` : nothing}
        ${this.field('limit', this.select('limit', this.limits()))}
        <button class="primary">Find traces</button>
      </form>`;
  }

  filters() {
    return html`
      ${this.field('service', html`
        <combo-box label="Service" placeholder="Any service" .options=${this.services.names} ?partial=${!this.services.complete} .value=${this.fields.service} ?invalid=${Boolean(this.mistakes.service)}
          @change=${this.chooseService} @submit=${this.submit}></combo-box>`)}
      ${this.field('operation', html`
        <combo-box label="Operation" placeholder="Any operation" .options=${this.operations.names} ?partial=${!this.operations.complete} .value=${this.fields.operation} ?invalid=${Boolean(this.mistakes.operation)}
          @change=${(e) => this.set('operation', e.target.value)} @submit=${this.submit}></combo-box>`)}
      ${this.field('tags', this.input('tags', 'key:value key:"other value"'))}
      <div class="pair">
        ${this.field('minDuration', this.input('minDuration', '10ms'))}
        ${this.field('maxDuration', this.input('maxDuration', '1.5s'))}
      </div>
      <label class="check">
        <input type="checkbox" name="error" .checked=${this.fields.error === 'true'}
          @change=${(e) => this.set('error', e.target.checked ? 'true' : '')}>
        ${LABELS.error}
      </label>
      ${this.mistake('error')}`;
  }

  beyond() {
    return html`
      <div class="beyond">
        <p>${this.unfinished
          ? 'The form follows when the query is complete.'
          : 'This query has parts that only its text shows. Change them there.'}</p>
        <button type="button" @click=${() => this.change({ ...this.fields, ...NO_FILTERS })}>Start again with filters</button>
      </div>`;
  }

  limits() {
    const all = LIMITS.includes(this.fields.limit) ? LIMITS : [...LIMITS, this.fields.limit];
    return all.map((limit) => [limit, limit]);
  }

  field(name, control) {
    return html`
      <div>
        <span class="label" id=${`label-${name}`}>${LABELS[name]}${MOMENTS.includes(name) ? html` <span class="zone">${zoneName(Date.now())}</span>` : nothing}</span>
        ${control}
        ${this.mistake(name)}
      </div>`;
  }

  mistake(name) {
    return this.mistakes[name]
      ? html`<p class="mistake" id=${`mistake-${name}`} role="alert">${this.mistakes[name]}</p>` : nothing;
  }

  input(name, placeholder, type = 'text') {
    return html`
      <input name=${name} type=${type} step="1" aria-labelledby=${`label-${name}`} placeholder=${placeholder} spellcheck="false"
        autocomplete="off" aria-invalid=${Boolean(this.mistakes[name])}
        aria-describedby=${this.mistakes[name] ? `mistake-${name}` : nothing} .value=${this.fields[name]}
        @input=${(e) => this.set(name, e.target.value)}>`;
  }

  select(name, options) {
    return html`
      <select name=${name} aria-labelledby=${`label-${name}`} aria-invalid=${Boolean(this.mistakes[name])}
        aria-describedby=${this.mistakes[name] ? `mistake-${name}` : nothing} @change=${(e) => this.set(name, e.target.value)}>
        ${options.map(([value, text]) => html`<option value=${value} .selected=${value === this.fields[name]}>${text}</option>`)}
      </select>`;
  }

  set(name, value) {
    if (value !== this.fields[name]) {
      this.change({ ...this.fields, [name]: value });
    }
  }

  change(fields) {
    this.fields = fields;
    this.dispatchEvent(new Event('edit'));
  }

  chooseService(event) {
    if (event.target.value !== this.fields.service) {
      this.change({ ...this.fields, service: event.target.value, operation: '' });
    }
  }

  submit(event) {
    event.preventDefault();
    this.dispatchEvent(new Event('ask'));
  }

  /** Marks the mistakes. @return whether there are none */
  check() {
    const all = mistakesIn(this.inForm ? this.fields : { ...this.fields, ...NO_FILTERS });
    this.mistakes = all;
    return Object.keys(all).length === 0;
  }

  focusField() {
    this.renderRoot.querySelector('combo-box').focusField();
  }
}

customElements.define('search-form', SearchForm);
