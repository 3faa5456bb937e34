// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { valuesPath, webAddress } from '../model/alerts.js';
import * as api from '../model/api.js';
import { ago, clock, count, millis } from '../model/format.js';
import { servicePath } from '../model/pages.js';
import { momentText } from '../model/services.js';
import { base, controls } from '../parts/styles.js';
import { phaseMark, phases } from './phase.js';
import { WIDTH, valueFigure, valueFigures } from './value-figure.js';

const MOST_CHARTS = 20;
const HIDDEN_LABELS = ['alertname', 'service', 'severity'];

/** The alerts that fire or are pending, each with its last values. Fires `silence` with the labels of an alert. */
class AlertList extends LitElement {
  static properties = { rows: { attribute: false }, silences: { attribute: false }, mayWrite: { type: Boolean }, values: { state: true } };

  static styles = [base, controls, phases, valueFigures, css`
    ol { display: grid; gap: 12px; margin: 0; padding: 0; list-style: none; }
    li { display: grid; grid-template-columns: minmax(0, 1fr) ${WIDTH}px 250px; gap: 8px 28px; padding: 14px 16px; border: 1px solid var(--line); border-left: 4px solid var(--edge); border-radius: 8px; background: var(--raised); }
    li.firing { border-left-color: var(--error-fill); }
    li.pending { border-left-style: double; border-left-color: var(--warning); }
    li.silenced { background: var(--page); }
    .head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
    h2 { font-size: 15px; font-weight: 600; overflow-wrap: anywhere; }
    h2 a { color: var(--text); }
    .summary { margin-top: 6px; overflow-wrap: anywhere; }
    .labels { display: flex; flex-wrap: wrap; gap: 4px 6px; margin-top: 8px; }
    .labels span { padding: 0 6px; border-radius: 4px; background: var(--surface); font: 12px/20px var(--mono); overflow-wrap: anywhere; }
    .annotations { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 10px; margin-top: 8px; font-size: 13px; }
    .annotations dt { color: var(--muted); }
    .annotations dd { overflow-wrap: anywhere; }
    .now { font-size: 18px; font-weight: 600; font-variant-numeric: tabular-nums; }
    .now small { font-size: 12px; font-weight: 400; color: var(--muted); }
    .since { font-size: 13px; color: var(--muted); }
    .actions { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 10px; }
    .actions > * { height: 26px; padding: 0 8px; font-size: 13px; }
    .silence { margin-top: 8px; font-size: 13px; color: var(--muted); overflow-wrap: anywhere; }
    @media (max-width: 1240px) { li { grid-template-columns: minmax(0, 1fr) 200px 220px; gap: 8px 20px; } }
  `];

  constructor() {
    super();
    this.rows = [];
    this.silences = [];
    this.values = new Map();
    this.left = new AbortController();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.left.abort();
  }

  connectedCallback() {
    super.connectedCallback();
    this.left = new AbortController();
  }

  updated(changed) {
    if (changed.has('rows')) {
      this.load();
    }
  }

  /** One after the other: a page of many alerts must not take all places of the service. */
  async load() {
    this.loading = this.rows;
    for (const row of this.rows.slice(0, MOST_CHARTS)) {
      if (this.loading !== this.rows || this.left.signal.aborted) {
        return;
      }
      const known = this.values.get(row.alert);
      if (row.condition !== null && known?.evaluated !== row.evaluatedUnixNanos) {
        const answer = await api.alertValues(valuesPath(row.alert, row.evaluatedUnixNanos), this.left.signal).catch(() => null);
        this.values = new Map(this.values).set(row.alert, { evaluated: row.evaluatedUnixNanos, answer });
      }
    }
  }

  render() {
    const now = Date.now();
    return html`<ol aria-label="Firing and pending alerts">${this.rows.map((row) => this.row(row, now))}</ol>`;
  }

  row(row, now) {
    const silenced = row.silencedBy.length > 0;
    return html`
      <li class=${`${row.state} ${silenced ? 'silenced' : ''}`} data-alert=${row.alert}>
        <div>
          <div class="head">${phaseMark(row.state)}<h2><a href=${row.tracesPath} title="Search for the traces that show it">${row.alert}</a></h2>
            <span class="severity">${row.labels.severity}</span></div>
          <p class="summary">${row.annotations.summary ?? ''}</p>
          ${this.labels(row)}${this.annotations(row)}
        </div>
        ${this.chart(row)}
        <div>
          <p class="now">${row.annotations.value ?? '–'} <small>of ${count(row.calls)} calls</small></p>
          ${this.since(row, millis(row.sinceUnixNanos), now)}
          ${row.condition === null ? html`<p class="since">Its rule is gone.</p>` : nothing}
          ${silenced ? html`<p class="silence">Silenced${this.reason(row.silencedBy)}</p>` : nothing}
          <div class="actions">
            <a class="button" href=${row.tracesPath} aria-label=${`Traces of ${row.alert}`}>Traces</a>
            <a class="button" href=${servicePath(row.labels.service, '')} aria-label=${`Service ${row.labels.service} of ${row.alert}`}>Service</a>
            ${this.mayWrite ? html`<button @click=${() => this.silence(row)} aria-label=${`Silence ${row.alert}`}>Silence</button>` : nothing}
          </div>
        </div>
      </li>`;
  }

  since(row, at, now) {
    return html`<p class="since">${row.state} since <time datetime=${new Date(at).toISOString()} title=${momentText(at)}>${clock(at).slice(0, 5)}</time> (${ago(at, now)})</p>`;
  }

  labels(row) {
    const shown = Object.entries(row.labels).filter(([name]) => !HIDDEN_LABELS.includes(name));
    return shown.length === 0 ? nothing : html`<div class="labels">${shown.map(([name, value]) => html`<span>${name}=${value}</span>`)}</div>`;
  }

  annotations(row) {
    const shown = Object.entries(row.annotations).filter(([name]) => name !== 'summary' && name !== 'value');
    return shown.length === 0 ? nothing : html`
      <dl class="annotations">${shown.map(([name, text]) => html`<dt>${name}</dt><dd>${webAddress(text)
        ? html`<a href=${text} target="_blank" rel="noreferrer noopener">${text}</a>` : text}</dd>`)}</dl>`;
  }

  chart(row) {
    const known = this.values.get(row.alert);
    return valueFigure(known?.answer ?? null, !known && row.condition !== null ? 'Loading values…' : 'No values');
  }

  reason(ids) {
    const silence = this.silences.find(({ id }) => ids.includes(id));
    return silence ? ` until ${momentText(Date.parse(silence.endsAt))} by ${silence.createdBy}: ${silence.comment}` : '';
  }

  silence(row) {
    this.dispatchEvent(new CustomEvent('silence', { detail: row.labels }));
  }

  /** Silences the alert that has the focus. @return whether there was one */
  silenceFocused() {
    const name = this.renderRoot.activeElement?.closest('li')?.dataset.alert;
    const row = this.rows.find(({ alert }) => alert === name);
    if (row && this.mayWrite) {
      this.silence(row);
    }
    return row !== undefined && this.mayWrite;
  }

  /** Moves the focus to the next or previous alert. @return whether there was one */
  move(step) {
    const links = [...this.renderRoot.querySelectorAll('h2 a')];
    const at = links.findIndex((link) => link.closest('li').contains(this.renderRoot.activeElement));
    const to = links[at < 0 && step > 0 ? 0 : at + step];
    to?.focus();
    return to !== undefined;
  }
}

customElements.define('alert-list', AlertList);
