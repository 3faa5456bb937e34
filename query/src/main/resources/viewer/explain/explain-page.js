// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { requestOf } from '../model/explain.js';
import { clock, count, day, duration, millis, plural } from '../model/format.js';
import { go, withParameters } from '../model/location.js';
import { weightText } from '../model/patterns.js';
import { serviceColors } from '../model/service-color.js';
import { askedRange } from '../model/time-range.js';
import { Asked } from '../parts/asked.js';
import '../parts/error-message.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import '../parts/query-box.js';
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
  static properties = { search: {}, draft: { state: true } };

  static styles = [base, controls, chips, rowStyles, incomplete, css`
    :host { height: 100%; overflow: auto; }
    .page { max-width: 1680px; padding: 14px 16px 32px; }
    .page:focus { outline: none; }
    .first { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; }
    h1 { font-size: 18px; font-weight: 600; letter-spacing: -0.012em; }
    form { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto; gap: 8px; align-items: start; margin: 12px 0; }
    form button { height: 36px; margin-top: 22px; }
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
    this.asked = new Asked(this);
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      const given = new URLSearchParams(this.search);
      this.given = { q: given.get('q') ?? '', selected: given.get('selected') ?? '' };
      this.draft = this.given;
      this.range = [...askedRange(this.search)];
      this.load();
    }
  }

  takeFocus() {
    this.renderRoot.querySelector('.page')?.focus({ preventScroll: true });
  }

  load() {
    document.title = 'Why these traces differ · Dapper';
    const request = requestOf(this.search);
    if (request === null) {
      this.asked.forget();
    } else {
      this.asked.ask((signal) => api.explanation(request, signal));
    }
  }

  render() {
    return html`
      <div class="page" tabindex="-1" aria-busy=${this.asked.loading}>
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
    const { problem } = this.asked;
    const refused = problem?.parameter === name && this.draft[name] === this.given[name];
    return html`
      <query-box class=${name} .label=${label} .placeholder=${placeholder} .value=${this.draft[name]} .range=${this.range} .problem=${refused ? problem : null}
        @edit=${(e) => { this.draft = { ...this.draft, [name]: e.target.value }; }} @ask=${this.compare}></query-box>`;
  }

  submit(event) {
    event.preventDefault();
    this.compare();
  }

  compare() {
    const address = withParameters({ q: this.draft.q.trim(), selected: this.draft.selected.trim() });
    if (address === window.location.pathname + window.location.search) {
      this.load();
    } else {
      go(address);
    }
  }

  content() {
    const { problem } = this.asked;
    if (problem && Object.hasOwn(this.draft, problem.parameter ?? '')) {
      return html`<p class="none alone">These traces cannot be compared: correct the ${problem.parameter === 'selected' ? 'condition of the selected traces' : 'query'}.</p>`;
    }
    if (problem) {
      return html`
        <error-message .problem=${problem} .heading=${problem.status === 400 ? 'These traces cannot be compared' : undefined} @retry=${() => this.load()}>
          ${problem.status === 400 ? html`<p>Correct the address.</p>` : nothing}</error-message>`;
    }
    if (this.asked.answer === null) {
      return this.asked.loading ? html`<p class="none alone" role="status">Comparing the traces…</p>` : html`
        <p class="none alone">Give the condition of the traces to explain, such as <span class="mono">{ trace:duration > 1s }</span> or <span class="mono">{ status = error }</span>.</p>`;
    }
    const { answer } = this.asked;
    const services = new Set(answer.timings.map(({ service }) => service));
    answer.fields.forEach(({ kind, values }) => values.forEach(({ service, value }) => services.add(kind === 'service' ? value : service)));
    const context = { answer, search: this.search, colors: serviceColors([...services].filter(Boolean)) };
    return html`
      <div class=${this.asked.loading ? 'stale' : ''}>
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
    return this.asked.answer.selected.stored === 0
      ? html`<p class="none" role="status">No trace of the time range meets the condition. Choose another condition, or a longer time range.</p>`
      : html`<p class="none" role="status">All traces of the time range meet the condition, so there is nothing to compare them with. Choose a narrower condition.</p>`;
  }

  differences(context) {
    const { answer } = this.asked;
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
        <div class="section"><h2>Traces with this value on a span or an event of one</h2>${legend}</div>${fields(context)}`}`;
  }

  nothingFound() {
    const few = Math.min(this.asked.answer.selected.effective, this.asked.answer.rest.effective) < FEW_TRACES;
    return html`<p class="none">${few
      ? 'One side has very few traces: only a difference in nearly all of them could be told from chance. Choose a longer time range, or a condition that more traces meet.'
      : 'Both sides have the same attributes, services and operations, and their operations take about as long.'}</p>`;
  }
}

customElements.define('explain-page', ExplainPage);
