// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { alikePath, choices } from '../model/comparison.js';
import { clock, day, duration, millis, nameText, plural } from '../model/format.js';
import { go } from '../model/location.js';
import { base, controls } from '../parts/styles.js';
import '../parts/error-message.js';

const TRACE_ID = /^[0-9a-f]{1,32}$/i;

/**
 * The page that asks for the trace to compare with: a field for its id, and a list of traces of the same operation, if
 * the address has `service` and `operation`, from the half hour before and after `at`.
 */
class CompareChoice extends LitElement {
  static properties = { traceId: {}, search: {}, found: { state: true }, problem: { state: true }, invalid: { state: true } };

  static styles = [base, controls, css`
    :host { padding: 24px 16px; overflow: auto; }
    .page { max-width: 860px; margin: 0 auto; }
    h1 { font-size: 18px; font-weight: 600; letter-spacing: -0.012em; }
    h2 { margin: 24px 0 6px; font-size: 13px; }
    .mono { overflow-wrap: anywhere; }
    form { display: flex; gap: 8px; align-items: end; margin-top: 16px; }
    label { flex: 1; max-width: 420px; font-size: 12px; color: var(--muted); }
    form button { height: 34px; }
    .hint { margin-top: 4px; color: var(--error); }
    ol { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    li + li { border-top: 1px solid var(--line); }
    li a { display: grid; grid-template-columns: 72px 90px minmax(0, 1fr) auto; gap: 0 16px; padding: 7px 14px; color: var(--text); }
    li a:hover { background: var(--hover); text-decoration: none; }
    li a:focus-visible { outline-offset: -2px; background: var(--hover); }
    .length { font-weight: 600; text-align: right; }
    .bad { color: var(--error); }
  `];

  constructor() {
    super();
    this.found = null;
    this.problem = null;
    this.invalid = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asked?.abort();
  }

  willUpdate(changed) {
    if (changed.has('search') || changed.has('traceId')) {
      document.title = `Compare ${this.traceId.slice(0, 8)} · Dapper`;
      this.load();
    }
  }

  takeFocus() {
    this.renderRoot.querySelector('input')?.focus();
  }

  firstUpdated() {
    this.takeFocus();
  }

  async load() {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    this.found = null;
    this.problem = null;
    const path = alikePath(this.search);
    if (path === null) {
      return;
    }
    try {
      const page = await api.search(path, asked.signal);
      this.found = choices(page.traces, this.traceId);
    } catch (problem) {
      if (!asked.signal.aborted) {
        this.problem = problem;
      }
    }
  }

  render() {
    const given = new URLSearchParams(this.search);
    return html`
      <div class="page">
        <h1>Compare with which trace?</h1>
        <p class="muted">Trace A is <a class="mono" href=${`/trace/${this.traceId}`}>${this.traceId}</a>${given.get('operation') === null ? '' : `, ${nameText(given.get('operation'))} of ${given.get('service')}`}.</p>
        <form @submit=${this.submit}>
          <label>Id of trace B
            <input name="other" spellcheck="false" autocomplete="off" aria-invalid=${this.invalid} @input=${() => { this.invalid = false; }}></label>
          <button class="primary">Compare</button>
        </form>
        ${this.invalid ? html`<p class="hint" role="alert">A trace id is 1 to 32 hexadecimal digits.</p>` : nothing}
        ${this.problem ? html`<error-message .problem=${this.problem} .heading=${'No list of traces'} @retry=${this.load}></error-message>` : nothing}
        ${this.found === null ? nothing : html`<h2>Traces of the same operation, fastest first</h2>${this.list()}`}
      </div>`;
  }

  list() {
    return this.found.length === 0 ? html`<p class="muted" role="status">There is no other one within half an hour of trace A.</p>` : html`
      <ol>${this.found.map((trace) => html`
        <li><a href=${`/compare/${this.traceId}/${trace.traceId}`}>
          <span class="length number">${duration(trace.durationNanos)}</span>
          <span class="number">${plural(trace.spanCount, 'span')}</span>
          <span class="number muted">${day(millis(trace.startUnixNanos))} ${clock(millis(trace.startUnixNanos))}</span>
          <span class=${trace.errorCount ? 'bad' : 'muted'}>${trace.errorCount ? plural(trace.errorCount, 'error') : ''}</span>
        </a></li>`)}</ol>`;
  }

  submit(event) {
    event.preventDefault();
    const id = event.target.elements.other.value.trim();
    this.invalid = !TRACE_ID.test(id);
    if (!this.invalid) {
      go(`/compare/${this.traceId}/${id.toLowerCase()}`);
    }
  }
}

customElements.define('compare-choice', CompareChoice);
