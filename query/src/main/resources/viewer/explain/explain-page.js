// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { requestOf } from '../model/explain.js';
import { clock, count, day, duration, millis, plural } from '../model/format.js';
import { go, withParameters } from '../model/location.js';
import { weightText } from '../model/patterns.js';
import { serviceColors } from '../model/service-color.js';
import '../parts/error-message.js';
import { whenNowhere } from '../parts/focus.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import '../parts/range-choice.js';
import { base, chips, controls } from '../parts/styles.js';
import { fields, legend, rowStyles, timings } from './explain-rows.js';

const FEW_TRACES = 10;

/**
 * The differences between selected traces and the rest. The address holds the query of all these traces (`q`), the
 * condition of the selected ones (`selected`, `selectedStart`, `selectedEnd`), and the time range with the names of the search
 * page.
 */
class ExplainPage extends LitElement {
  static properties = { search: {}, answer: { state: true }, problem: { state: true }, loading: { state: true } };

  static styles = [base, controls, chips, rowStyles, incomplete, css`
    :host { height: 100%; overflow: auto; }
    .page { max-width: 1680px; padding: 14px 16px 32px; }
    .page:focus { outline: none; }
    .first { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; }
    h1 { font-size: 18px; font-weight: 600; letter-spacing: -0.012em; }
    form { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto; gap: 8px; align-items: end; margin: 12px 0; }
    label { display: grid; gap: 4px; font-size: 12px; font-weight: 600; color: var(--muted); }
    form input { font-family: var(--mono); font-size: 13px; }
    form button { height: 34px; }
    .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin: 0 0 10px; }
    .sides > div { padding: 8px 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
    .sides dt { font-size: 12px; color: var(--muted); }
    .sides dd { display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 13px; }
    .sides dd strong { font-size: 14px; }
    .facts { margin: 0 0 14px; font-size: 13px; color: var(--muted); }
    .section { display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: baseline; justify-content: space-between; margin: 20px 0 8px; }
    h2 { font-size: 14px; font-weight: 600; }
    .stale { opacity: 0.5; }
    .none { padding: 20px 16px; color: var(--muted); }
    .none.alone { padding: 48px 16px; text-align: center; }
    @media (forced-colors: active) { .sides > div { border-color: CanvasText; } }
  `];

  constructor() {
    super();
    this.answer = null;
    this.problem = null;
    this.loading = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asked?.abort();
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      this.given = new URLSearchParams(this.search);
      this.load();
    }
  }

  updated() {
    whenNowhere(() => this.isConnected && this.takeFocus());
  }

  takeFocus() {
    this.renderRoot.querySelector('.page')?.focus({ preventScroll: true });
  }

  async load() {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    document.title = 'Why these traces differ · Dapper';
    const request = requestOf(this.search);
    this.problem = null;
    if (request === null) {
      this.answer = null;
      this.loading = false;
      return;
    }
    this.loading = true;
    try {
      this.answer = await api.explanation(request, asked.signal);
    } catch (problem) {
      if (asked.signal.aborted) {
        return;
      }
      this.problem = problem;
    }
    this.loading = false;
  }

  render() {
    return html`
      <div class="page" tabindex="-1" aria-busy=${this.loading}>
        <div class="first">
          <h1>Selected traces against the rest</h1>
          <range-choice .search=${this.search}></range-choice>
        </div>
        <form @submit=${this.submit} aria-label="Traces to compare">
          ${this.field('q', 'All of these traces, in TraceQL', '{ }')}
          ${this.field('selected', 'Selected: those that also meet', '{ trace:duration > 1s }')}
          <button class="primary">Compare</button>
        </form>
        ${this.content()}
      </div>`;
  }

  field(name, label, placeholder) {
    return html`
      <label>${label}
        <input name=${name} spellcheck="false" autocomplete="off" autocapitalize="off" placeholder=${placeholder} aria-invalid=${this.problem?.parameter === name}
          .value=${this.given.get(name) ?? ''}></label>`;
  }

  submit(event) {
    event.preventDefault();
    const { q, selected } = event.target.elements;
    const address = withParameters({ q: q.value.trim(), selected: selected.value.trim() });
    if (address === window.location.pathname + window.location.search) {
      this.load();
    } else {
      go(address);
    }
  }

  content() {
    if (this.problem) {
      return html`
        <error-message .problem=${this.problem} .heading=${this.problem.status === 400 ? 'These traces cannot be compared' : undefined} @retry=${() => this.load()}>
          ${this.problem.status === 400 ? html`<p>Correct the ${this.problem.parameter === 'selected' ? 'condition of the selected traces' : 'query or the address'}.</p>` : nothing}</error-message>`;
    }
    if (this.answer === null) {
      return this.loading ? html`<p class="none alone" role="status">Comparing the traces…</p>` : html`
        <p class="none alone">Give the condition of the traces to explain, such as <span class="mono">{ trace:duration > 1s }</span> or <span class="mono">{ status = error }</span>.</p>`;
    }
    const { answer } = this;
    const services = new Set(answer.timings.map(({ service }) => service));
    answer.fields.forEach(({ kind, values }) => values.forEach(({ service, value }) => services.add(kind === 'service' ? value : service)));
    const context = { answer, search: this.search, colors: serviceColors([...services].filter(Boolean)) };
    return html`
      <div class=${this.loading ? 'stale' : ''}>
        ${incompleteNote(answer.incompleteReason, 'A shorter time range or another condition in the query makes the comparison smaller.')}
        <dl class="sides">${this.side('Selected', answer.selected)}${this.side('The rest', answer.rest)}</dl>
        ${answer.selected.stored === 0 || answer.rest.stored === 0 ? this.oneSided() : this.differences(context)}
      </div>`;
  }

  side(name, side) {
    return html`
      <div><dt>${name}</dt><dd>
        <strong class="number">${side.stored === 0 ? 'no trace' : `${weightText(side.traces)} ${side.traces === 1 ? 'trace' : 'traces'}`}</strong>
        ${side.traces === side.stored ? nothing : html`<span class="number">${count(side.stored)} stored, as exact as ${weightText(Math.round(side.effective))}</span>`}
        ${side.stored === 0 ? nothing : html`<span class="number">mean ${duration(Math.round(side.meanDurationNanos))}</span>`}
      </dd></div>`;
  }

  oneSided() {
    return this.answer.selected.stored === 0
      ? html`<p class="none" role="status">No trace of the time range meets the condition. Choose another condition, or a longer time range.</p>`
      : html`<p class="none" role="status">All traces of the time range meet the condition, so there is nothing to compare them with. Choose a narrower condition.</p>`;
  }

  differences(context) {
    const { answer } = this;
    const time = (nanos) => `${day(millis(nanos))} ${clock(millis(nanos)).slice(0, 8)}`;
    const found = answer.timings.length + answer.fields.length;
    return html`
      <p class="facts" role="status">${found === 0 ? 'No difference that chance does not explain' : plural(found, 'difference')} among ${plural(answer.candidates, 'comparison')},
        ${time(answer.startUnixNanos)} to ${time(answer.endUnixNanos)}. If the traces had been selected by lot, a list like this would be empty in ${Math.round((1 - answer.mostChance) * 100)} of 100 cases.
        A trace that was sampled with probability p counts 1/p times.
        ${answer.manyValued.length === 0 ? nothing : html`Of <span class="mono">${answer.manyValued.join(', ')}</span> only the first 500 values are compared.`}</p>
      ${found === 0 ? this.nothingFound() : nothing}
      ${answer.timings.length === 0 ? nothing : html`
        <div class="section"><h2>Own time of operations, mean of each trace</h2>${legend}</div>${timings(context)}`}
      ${answer.fields.length === 0 ? nothing : html`
        <div class="section"><h2>Traces with this value on a span</h2>${legend}</div>${fields(context)}`}`;
  }

  nothingFound() {
    const few = Math.min(this.answer.selected.effective, this.answer.rest.effective) < FEW_TRACES;
    return html`<p class="none">${few
      ? 'One side has very few traces: only a difference in nearly all of them could be told from chance. Choose a longer time range, or a condition that more traces meet.'
      : 'Both sides have the same attributes, services and operations, and their operations take about as long.'}</p>`;
  }
}

customElements.define('explain-page', ExplainPage);
