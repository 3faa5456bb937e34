// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { CHANGES, SIGNS, USUAL, commonTime, shownLines, usualComparison, verdict } from '../model/comparison.js';
import { clock, count, day, duration, millis, nameText, plural } from '../model/format.js';
import { replace, withParameters } from '../model/location.js';
import { serviceColors } from '../model/service-color.js';
import { Asked } from '../parts/asked.js';
import '../parts/error-message.js';
import { error } from '../parts/icons.js';
import { serviceDot } from '../parts/service-chip.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import { base, chips, controls } from '../parts/styles.js';
import './compare-rows.js';

/**
 * Two traces side by side, or in the place of trace A the medians of the traces with the same pattern. The address holds
 * their ids, and whether only lines with a difference are shown (`only`).
 */
class ComparePage extends LitElement {
  static properties = { a: {}, b: {}, search: {}, comparison: { state: true } };

  static styles = [base, controls, chips, incomplete, css`
    :host { display: grid; grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); height: 100%; min-width: 720px; }
    @media (max-width: 720px) { :host { grid-template-rows: auto auto 88vh; height: auto !important; min-width: 0; } }
    header { padding: 12px 16px 8px; }
    h1 { font-size: 18px; font-weight: 600; letter-spacing: -0.012em; }
    .traces { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 8px; }
    .trace { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 10px; align-items: center; padding: 6px 12px; border: 1px solid var(--line);
      border-radius: var(--radius); background: var(--surface); }
    .letter { grid-row: span 2; width: 24px; height: 24px; border-radius: 4px; background: var(--text); color: var(--page); font-weight: 700; line-height: 24px; text-align: center; }
    .name { display: flex; align-items: center; gap: 7px; min-width: 0; font-weight: 600; }
    .name a { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .name .service { color: var(--muted); font-weight: 400; }
    .length { font-weight: 600; text-align: right; }
    .facts { grid-column: 2 / -1; display: flex; gap: 4px 14px; flex-wrap: wrap; font-size: 12px; color: var(--muted); }
    .facts .bad { display: inline-flex; align-items: center; gap: 3px; color: var(--error); }
    .tools { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: center; padding: 0 16px 10px; font-size: 13px; }
    .counts { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 0; padding: 0; list-style: none; }
    .counts b { display: inline-block; width: 16px; height: 16px; margin-right: 2px; border-radius: 4px; font-size: 11px; line-height: 16px; text-align: center; }
    .slower b, .removed b { color: var(--error); background: var(--error-soft); } .faster b, .added b { color: var(--accent); background: var(--accent-soft); }
    .same b { display: none; }
    .push { margin-left: auto; }
    .waiting { padding: 48px; font-size: 14px; font-weight: 400; text-align: center; color: var(--muted); }
    .waiting a { text-decoration: underline; }
    .equal { padding: 32px; text-align: center; color: var(--muted); border-top: 1px solid var(--line); }
  `];

  constructor() {
    super();
    this.asked = new Asked(this);
    this.comparison = null;
  }

  willUpdate(changed) {
    if (changed.has('a') || changed.has('b')) {
      this.load();
    }
    this.only = new URLSearchParams(this.search).get('only') === 'differences';
    if (this.comparison && (changed.has('comparison') || changed.has('search'))) {
      this.shown = shownLines(this.comparison.lines, !this.only);
    }
  }

  takeFocus() {
    this.renderRoot.querySelector('compare-rows')?.focusRows();
  }

  load() {
    document.title = this.a === USUAL ? `Compare ${this.b.slice(0, 8)} with the usual · Dapper` : `Compare ${this.a.slice(0, 8)} with ${this.b.slice(0, 8)} · Dapper`;
    this.comparison = null;
    this.asked.forget();
    this.asked.ask(async (signal) => {
      const comparison = await this.compared(signal);
      this.colors = serviceColors([...new Set(comparison.lines.map(({ service }) => service).filter(Boolean))]);
      this.time = commonTime(comparison);
      this.comparison = comparison;
    });
  }

  async compared(signal) {
    if (this.a !== USUAL) {
      this.incompleteReason = '';
      return api.comparison(this.a, this.b, signal);
    }
    const answer = await api.usual(this.b, signal);
    this.incompleteReason = answer.incompleteReason;
    return usualComparison(answer);
  }

  render() {
    if (this.asked.problem) {
      return html`<error-message .problem=${this.asked.problem} .heading=${'These traces cannot be compared'} @retry=${this.load}>
        <p>Correct the address, or <a href="/search">search for traces</a>.</p></error-message>`;
    }
    if (!this.comparison) {
      return html`<h1 class="waiting">${this.a === USUAL ? 'Looking for traces like this one…' : 'Loading both traces…'}</h1>`;
    }
    const { a, b, counts } = this.comparison;
    const isUsual = a.traceId === null;
    if (isUsual && a.samples === 0) {
      return html`
        <h1 class="waiting">In the half hour before and after <a href=${`/trace/${b.traceId}`}>this trace</a> there is no other one with its pattern.</h1>`;
    }
    return html`
      <header>
        <h1>${verdict(a, b)}</h1>
        ${incompleteNote(this.incompleteReason, 'The medians are of the traces that were found.')}
        <div class="traces">${isUsual ? this.median(a) : this.trace('A', a)}${this.trace('B', b)}</div>
      </header>
      <div class="tools" role="toolbar" aria-label="Comparison">
        <ul class="counts" aria-label="Spans by change">
          ${CHANGES.map((change) => html`<li class=${change}><b aria-hidden="true">${SIGNS[change].sign}</b> <span class="number">${count(counts[change])}</span> ${SIGNS[change].words}</li>`)}
        </ul>
        <button class="push" aria-pressed=${this.only} @click=${() => replace(withParameters({ only: this.only ? null : 'differences' }))}>Only differences</button>
        ${isUsual ? nothing : html`<a class="button" href=${`/compare/${b.traceId}/${a.traceId}${this.search}`}>Swap A and B</a>`}
      </div>
      ${this.shown.length === 0 ? html`<p class="equal" role="status">No span differs. ${isUsual ? 'All spans of the trace are usual' : 'Both traces have the same spans'}, and each takes about as long.</p>` : html`
        <compare-rows .comparison=${this.comparison} .shown=${this.shown} .colors=${this.colors} .time=${this.time}></compare-rows>`}`;
  }

  median({ rootService, rootOperation, samples, durationNanos, spanCount }) {
    return html`
      <section class="trace" aria-label="Trace A">
        <span class="letter" aria-hidden="true">A</span>
        <div class="name">
          ${serviceDot(this.colors.get(rootService) ?? 'transparent')}<span class="service">${rootService}</span><span>${nameText(rootOperation)}</span>
        </div>
        <span class="length number">${duration(durationNanos)}</span>
        <div class="facts">
          <span>Median of ${plural(samples, 'trace')} with this pattern, within half an hour</span>
          <span>${plural(spanCount, 'usual span')}</span>
        </div>
      </section>`;
  }

  trace(letter, trace) {
    const start = millis(trace.startUnixNanos);
    return html`
      <section class="trace" aria-label=${`Trace ${letter}`}>
        <span class="letter" aria-hidden="true">${letter}</span>
        <div class="name">
          ${serviceDot(this.colors.get(trace.rootService) ?? 'transparent')}<span class="service">${trace.rootService}</span>
          <a href=${`/trace/${trace.traceId}`}>${nameText(trace.rootOperation)}</a>
        </div>
        <span class="length number">${duration(trace.durationNanos)}</span>
        <div class="facts">
          <span class="number">${day(start)} ${clock(start)}</span>
          <span>${plural(trace.spanCount, 'span')}</span>
          ${trace.errorCount ? html`<span class="bad">${error}${plural(trace.errorCount, 'error')}</span>` : nothing}
          <span class="mono">${trace.traceId}</span>
        </div>
      </section>`;
  }
}

customElements.define('compare-page', ComparePage);
