// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { clock, day, millis, nameText, plural } from '../model/format.js';
import { go, withParameters } from '../model/location.js';
import { axisOf, comparisons, requestOf, tracesOf, tracesPath } from '../model/patterns.js';
import { serviceColors } from '../model/service-color.js';
import { Asked } from '../parts/asked.js';
import '../parts/error-message.js';
import { incomplete } from '../parts/incomplete.js';
import '../parts/range-choice.js';
import { serviceDot } from '../parts/service-chip.js';
import { base, chips, controls } from '../parts/styles.js';
import { cardStyles, patternCard } from './pattern-card.js';

const time = (nanos) => `${day(millis(nanos))} ${clock(millis(nanos)).slice(0, 8)}`;

/**
 * The traces of an operation, grouped by shape, the most frequent first. The address holds the `service`, the `operation`
 * and the time range, with the names of the search page, and the earlier time range that they are compared with
 * (`compare`).
 */
class PatternsPage extends LitElement {
  static properties = { search: {} };

  static styles = [base, controls, chips, cardStyles, incomplete, css`
    :host { height: 100%; overflow: auto; }
    .page { max-width: 1680px; padding: 14px 16px 32px; }
    .page:focus { outline: none; }
    .first { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
    h1 { display: flex; align-items: center; gap: 9px; min-width: 0; margin-right: auto; font-size: 18px; font-weight: 600; letter-spacing: -0.012em; }
    h1 .service { color: var(--muted); font-weight: 400; }
    h1 span:not(.dot) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .first .button { font-size: 13px; }
    .first select { width: auto; height: 30px; }
    .facts { margin: 8px 0 14px; font-size: 13px; color: var(--muted); }
    ol { display: grid; gap: 10px; margin: 0; padding: 0; list-style: none; }
    .stale { opacity: 0.5; }
    .none { padding: 48px 16px; text-align: center; color: var(--muted); }
  `];

  constructor() {
    super();
    this.asked = new Asked(this);
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      this.given = new URLSearchParams(this.search);
      this.load();
    }
  }

  takeFocus() {
    this.renderRoot.querySelector('.page')?.focus({ preventScroll: true });
  }

  load() {
    document.title = `Patterns of ${nameText(this.given.get('operation') ?? '')} · Dapper`;
    this.asked.ask((signal) => api.patterns(requestOf(this.search), signal));
  }

  render() {
    if (this.asked.problem) {
      return html`
        <error-message .problem=${this.asked.problem} .heading=${this.asked.problem.status === 400 ? 'These patterns cannot be shown' : undefined} @retry=${() => this.load()}>
          ${this.asked.problem.status === 400 ? html`<p>Correct the address, or open a trace and press “Patterns”, or <a href="/search">search for traces</a>.</p>` : nothing}</error-message>`;
    }
    const service = this.given.get('service') ?? '';
    const operation = this.given.get('operation') ?? '';
    const compare = this.given.get('compare') ?? '';
    return html`
      <div class="page" tabindex="-1" aria-busy=${this.asked.loading}>
        <div class="first">
          <h1>${serviceDot(serviceColors([service]).get(service))}<span class="service">${service}</span><span title=${operation}>${nameText(operation)}</span></h1>
          <select aria-label="Comparison" @change=${(e) => go(withParameters({ compare: e.target.value }))}>
            ${comparisons(compare).map(([value, text]) => html`<option value=${value} .selected=${value === compare}>${text}</option>`)}
          </select>
          <range-choice .search=${this.search}></range-choice>
          <a class="button" href=${tracesPath(this.search)}>Its traces</a>
        </div>
        ${this.asked.answer === null ? html`<p class="facts" role="status">Grouping the traces by their shape…</p>` : this.patterns()}
      </div>`;
  }

  patterns() {
    const { patterns, stored, before, complete, incompleteReason } = this.asked.answer;
    const range = ({ startUnixNanos, endUnixNanos }) => `${time(startUnixNanos)} to ${time(endUnixNanos)}`;
    if (patterns.length === 0) {
      return html`<p class="none" role="status">No trace from ${range(this.asked.answer)} ${before ? `or ${range(before)} ` : ''}begins with this operation. Choose a longer time range.</p>`;
    }
    const all = [...new Set(patterns.flatMap(({ criticalPath }) => criticalPath.map(({ service }) => service)))];
    const context = { axis: axisOf(patterns), traces: tracesOf(patterns), colors: serviceColors(all), typical: before ? null : patterns[0].quantiles[0].traceId };
    return html`
      <div class=${this.asked.loading ? 'stale' : ''}>
        <p class="facts" role="status">${plural(patterns.length, 'pattern')} in ${plural(stored, 'stored trace')}, ${range(this.asked.answer)}${before ? `, and ${plural(before.stored, 'stored trace')}, ${range(before)}. Patterns whose change affects most traces come first` : ''}.
          Traces of one pattern have the same services and operations below each other; repeated calls count once. A trace that was sampled with probability p counts 1/p times.</p>
        ${complete ? nothing : html`<p class="incomplete" role="status"><strong>This answer is not complete:</strong> ${incompleteReason}</p>`}
        ${before === null || before.complete ? nothing : html`<p class="incomplete" role="status"><strong>The earlier time range is not complete:</strong> ${before.incompleteReason}</p>`}
        <ol>${patterns.map((pattern, i) => patternCard(pattern, i + 1, context))}</ol>
      </div>`;
  }
}

customElements.define('patterns-page', PatternsPage);
