// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { CONDITIONS, KINDS, NEW_RULE, fieldOf, fieldsOf, has, mistakeIn, ruleOf } from '../model/rule-form.js';
import { base, controls } from '../parts/styles.js';
import { valueFigure, valueFigures } from './value-figure.js';

const METRICS = ['p99', 'p95', 'p50', 'error-ratio', 'rate', 'apdex'];

/** The dialog that adds or changes a rule of the API. Fires `written` with a sentence. `receivers` are those of the file. */
class RuleForm extends LitElement {
  static properties = {
    receivers: { attribute: false }, fields: { state: true }, edited: { state: true }, mistake: { state: true }, preview: { state: true },
    services: { state: true }, sending: { state: true }, open: { state: true },
  };

  static styles = [base, controls, valueFigures, css`
    dialog { width: 760px; max-width: calc(100vw - 32px); padding: 0; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); color: var(--text); box-shadow: var(--shadow); }
    dialog::backdrop { background: rgb(0 0 0 / 40%); }
    form { display: flex; flex-direction: column; max-height: calc(100vh - 64px); }
    h2 { padding: 20px 24px 8px; font-size: 16px; }
    .fields { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 12px 16px; padding: 4px 24px 20px; overflow: auto; }
    .field { grid-column: span 2; min-width: 0; }
    .field.half { grid-column: span 3; }
    .field.whole, h3, fieldset { grid-column: 1 / -1; }
    h3 { margin-top: 8px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 13px; font-weight: 600; color: var(--muted); }
    label, legend { display: block; margin-bottom: 4px; padding: 0; font-size: 13px; font-weight: 600; }
    fieldset { display: flex; flex-wrap: wrap; gap: 6px 16px; margin: 0; padding: 0; border: 0; }
    fieldset label { display: inline-flex; gap: 6px; align-items: center; margin: 0; font-weight: 400; }
    .hint { margin-top: 4px; font-size: 12px; color: var(--muted); }
    .mistake { margin-top: 4px; font-size: 12px; color: var(--error); overflow-wrap: anywhere; }
    .problem { padding: 8px 12px; border-radius: var(--radius); background: var(--error-soft); color: var(--error); overflow-wrap: anywhere; }
    .preview { grid-column: 1 / -1; scroll-margin: 20px; display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 12px 24px; }
    .preview p { margin-bottom: 6px; font-size: 13px; overflow-wrap: anywhere; }
    .end { display: grid; gap: 10px; padding: 12px 24px 16px; border-top: 1px solid var(--line); }
    .buttons { display: flex; justify-content: flex-end; gap: 8px; }
    .buttons .first { margin-right: auto; }
  `];

  constructor() {
    super();
    this.receivers = [];
    this.services = [];
    this.fields = NEW_RULE;
    this.edited = null;
    this.open = false;
    this.reset();
  }

  reset() {
    this.mistake = null;
    this.preview = null;
    this.sending = false;
  }

  /** @param row a rule of the API, with its definition and version; null for a new one */
  async show(row = null) {
    this.edited = row;
    this.fields = row === null ? NEW_RULE : fieldsOf({ ...row.definition, name: row.rule });
    this.reset();
    this.open = true;
    await this.updateComplete;
    this.dialog.showModal();
    this.control(row === null ? 'name' : 'condition').focus();
    this.services = (await api.services().catch(() => ({ services: [] }))).services;
  }

  get dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  control(name) {
    return this.renderRoot.getElementById(name);
  }

  render() {
    return html`<dialog aria-labelledby="title" @close=${() => { this.open = false; }}>${this.open ? this.form() : nothing}</dialog>`;
  }

  form() {
    const { fields } = this;
    const edge = fields.target === 'edge';
    return html`
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.edited === null ? 'New rule' : `Change ${this.edited.rule}`}</h2>
        <div class="fields">
          ${this.edited === null ? this.input('name', 'Name', { wide: 'half', example: 'CartIsSlow' }) : nothing}
          ${this.input('severity', 'Severity', { wide: 'half', example: fields.condition === 'slo' ? 'page or ticket, by burn rate' : 'warning' })}
          <h3>Calls</h3>
          ${this.select('target', 'Calls of', [['service', 'a service'], ['edge', 'one service to another']])}
          ${edge ? html`${this.input('caller', 'Caller', { list: 'services' })}${this.input('callee', 'Callee', { example: 'stock, kafka orders' })}`
            : this.input('service', 'Service', { list: 'services' })}
          ${this.select('kind', 'Kind', KINDS.map(([value, text]) => (value === '' && edge ? ['', 'all calls to it'] : [value, text])))}
          ${this.input('operation', 'Operation', { wide: 'whole', example: 'all of them' })}
          <h3>Condition</h3>
          ${this.select('condition', 'The alert fires for', CONDITIONS, 'whole')}
          ${this.condition()}
          <h3>Timing and labels</h3>
          ${this.input('for', 'Must hold for', { example: '0s' })}
          ${this.input('keep', 'Keeps firing for', { example: '2m' })}
          ${this.select('missing', 'Too few calls', [['', 'keep the state'], ['resolve', 'resolve it']])}
          ${this.input('labels', 'Labels', { wide: 'half', mono: true, example: 'team=shop' })}
          ${this.input('annotations', 'Annotations', { wide: 'half', mono: true, example: 'runbook=https://…' })}
          ${this.receiverChoice()}
          ${this.previews()}
        </div>
        <div class="end">
          ${this.mistake !== null && this.mistake.field === null ? html`<p class="problem" role="alert">${this.mistake.text}</p>` : nothing}
          <div class="buttons"><button type="button" class="first" ?disabled=${this.sending} @click=${this.showPreview}>Preview values</button>
            <button type="button" @click=${() => this.dialog.close()}>Cancel</button><button class="primary" ?disabled=${this.sending}>${this.edited === null ? 'Add the rule' : 'Save the rule'}</button></div>
        </div>
        <datalist id="services">${this.services.map((name) => html`<option value=${name}></option>`)}</datalist>
        <datalist id="metrics">${METRICS.map((name) => html`<option value=${name}></option>`)}</datalist>
      </form>`;
  }

  condition() {
    const change = this.fields.condition === 'change';
    return html`
      ${this.input('metric', 'Metric', { list: 'metrics' })}
      ${this.input('apdex', 'T of the Apdex', { example: '500ms' })}
      ${has(this.fields, 'limit') ? this.select('side', 'Is', [['above', 'above'], ['below', 'below']]) : nothing}
      ${this.input('limit', 'Limit', { example: change ? '+50% or -40%' : '500ms or 5%' })}
      ${has(this.fields, 'before') ? this.select('before', 'Compared with', [['week', 'a week before'], ['day', 'a day before']]) : nothing}
      ${this.input('objective', 'Objective', { example: '99.9%' })}
      ${this.input('latency', 'Good calls take at most', { example: 'any time' })}
      ${has(this.fields, 'sensitivity') ? html`
        ${this.select('sensitivity', 'Sensitivity', [['', 'medium'], ['low', 'low'], ['high', 'high']])}
        ${this.select('usualSide', 'Unusual if', [['', 'depends on the metric'], ['above', 'above'], ['below', 'below'], ['both', 'above or below']])}` : nothing}
      ${this.input('leastChange', 'Least change', { example: '20%' })}
      ${this.input('window', 'Window', { example: change ? '10m' : '5m' })}
      ${this.input('minimumCalls', 'Fewest calls', { example: '10' })}
      ${this.input('burnRates', 'Burn rates', { wide: 'whole', mono: true, example: '1h 5m 14.4 page, 6h 30m 6 page, 3d 6h 1 ticket',
        hint: 'Long window, short window, factor, and severity if you like; commas between them.' })}`;
  }

  /** The attributes of a control for its mistake and hint. */
  described(name, hint) {
    const wrong = this.mistake?.field === name;
    return { invalid: wrong, by: [wrong ? `${name}-mistake` : '', hint ? `${name}-hint` : ''].filter(Boolean).join(' ') || nothing };
  }

  field(name, label, wide, control, hint = null) {
    return html`
      <div class=${`field ${wide}`}><label for=${name}>${label}</label>${control}
        ${hint === null ? nothing : html`<p class="hint" id=${`${name}-hint`}>${hint}</p>`}${this.mistakeText(name)}</div>`;
  }

  mistakeText(name) {
    return this.mistake?.field === name ? html`<p class="mistake" role="alert" id=${`${name}-mistake`}>${this.mistake.text}</p>` : nothing;
  }

  input(name, label, { wide = '', example = '', hint = null, list = nothing, mono = false } = {}) {
    if (!has(this.fields, name)) {
      return nothing;
    }
    const { invalid, by } = this.described(name, hint);
    return this.field(name, label, wide, html`
      <input id=${name} class=${mono ? 'mono' : ''} placeholder=${example} list=${list} spellcheck="false" autocomplete="off" aria-invalid=${invalid} aria-describedby=${by}
        .value=${this.fields[name]} @input=${(e) => this.set(name, e.target.value)}>`, hint);
  }

  select(name, label, options, wide = '') {
    const { invalid, by } = this.described(name, null);
    return this.field(name, label, wide, html`
      <select id=${name} aria-invalid=${invalid} aria-describedby=${by} @change=${(e) => this.set(name, e.target.value)}>
        ${options.map(([value, text]) => html`<option value=${value} .selected=${this.fields[name] === value}>${text}</option>`)}</select>`);
  }

  receiverChoice() {
    const { receivers: chosen } = this.fields;
    const names = this.receivers.map(({ name }) => name);
    const all = [...names, ...(chosen ?? []).filter((name) => !names.includes(name))];
    if (all.length === 0) {
      return html`<p class="hint field whole">The alert notifies nobody: the rules file has no receivers.</p>`;
    }
    const set = (name, on) => this.set('receivers', all.filter((each) => (each === name ? on : chosen?.includes(each) ?? true)));
    return html`
      <fieldset id="receivers" tabindex="-1"><legend>Receivers</legend>
        ${all.map((name) => html`<label><input type="checkbox" .checked=${chosen?.includes(name) ?? true} @change=${(e) => set(name, e.target.checked)}>${name}</label>`)}
        ${this.mistakeText('receivers')}</fieldset>`;
  }

  previews() {
    return this.preview === null ? nothing : html`
      <h3>Last values</h3>
      <div class="preview" role="status">${this.preview.map(({ rule, values }) => html`
        <div><p>${rule.condition}</p>${valueFigure(values, 'No values')}</div>`)}</div>`;
  }

  set(name, value) {
    this.fields = { ...this.fields, [name]: value };
    this.preview = null;
    if (this.mistake !== null && (this.mistake.field === name || this.mistake.field === null)) {
      this.mistake = null;
    }
  }

  showPreview() {
    // A preview needs no name.
    const fields = { ...this.fields, name: this.fields.name.trim() || 'Preview' };
    this.ask(fields, async (rule) => {
      this.preview = (await api.previewRule(rule)).alerts;
      await this.updateComplete;
      this.renderRoot.querySelector('.preview').scrollIntoView({ block: 'nearest' });
    });
  }

  submit(event) {
    event.preventDefault();
    this.ask(this.fields, async (rule) => {
      await (this.edited === null ? api.addRule(rule) : api.putRule(rule, this.edited.version));
      this.dialog.close();
      this.dispatchEvent(new CustomEvent('written', { detail: 'The rule is in force with the next evaluation.' }));
    });
  }

  /** Sends the rule of the fields; a mistake is shown beside its field, which gets the focus. */
  async ask(fields, send) {
    this.mistake = mistakeIn(fields);
    if (this.mistake === null) {
      this.sending = true;
      try {
        await send(ruleOf(fields));
      } catch (problem) {
        const field = fieldOf(problem.parameter);
        this.mistake = { field: field !== null && this.control(field) ? field : null, text: problem.message };
      }
      this.sending = false;
    }
    await this.updateComplete;
    if (this.mistake?.field) {
      this.control(this.mistake.field).focus();
    }
  }
}

customElements.define('rule-form', RuleForm);
