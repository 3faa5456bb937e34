// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { areaBetween, isEverything } from '../model/area.js';
import * as api from '../model/api.js';
import { plural } from '../model/format.js';
import { go } from '../model/location.js';
import { heatOf, heatPath, spansIn } from '../model/result-metrics.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import { base } from '../parts/styles.js';
import './latency-chart.js';

/**
 * The durations of all spans that a search finds, also of those beyond its page, which `page` is. Fires `area` with an area that is
 * selected in it.
 */
class LatencyMap extends LitElement {
  static properties = { page: { attribute: false }, area: { attribute: false }, heat: { state: true }, answer: { state: true }, problem: { state: true } };

  static styles = [base, incomplete, css`
    :host { margin: 8px 0 16px; }
    .none { padding: 16px; border: 1px solid var(--line); border-radius: 8px; }
  `];

  constructor() {
    super();
    this.area = null;
    this.heat = null;
    this.problem = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asked?.abort();
  }

  willUpdate(changed) {
    if (changed.has('page') && heatPath(this.page) !== this.path) {
      this.path = heatPath(this.page);
      this.load(this.path);
    }
  }

  async load(path) {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    this.heat = null;
    this.problem = null;
    try {
      this.answer = await api.metrics(path, asked.signal);
      this.heat = heatOf(this.answer, this.page);
    } catch (problem) {
      if (!asked.signal.aborted) {
        this.problem = problem;
      }
    }
  }

  render() {
    if (this.problem) {
      return html`<p class="none muted" role="status">No heat map of this search: ${this.problem.message}</p>`;
    }
    if (!this.heat) {
      return html`<p class="none muted" role="status">Counting the durations of all results…</p>`;
    }
    const { steps, map, examples } = this.heat;
    const reason = this.answer.incompleteReason;
    const spans = isEverything(this.page.query) ? plural(spansIn(this.heat), 'root span') : `${plural(spansIn(this.heat), 'span')} that match`;
    return html`
      ${this.page.complete ? incompleteNote(reason, 'The heat map lacks the spans that were not looked at.') : nothing}
      <latency-chart .heading=${`Durations of ${reason ? 'at least' : 'all'} ${spans}`} .steps=${steps} .map=${map} .exemplars=${examples} .area=${this.area}
        .summary=${`Durations over time of ${spans}, at most ${Math.round(map.most)} in a cell`}
        @pick=${(e) => this.follow(e.detail)}></latency-chart>`;
  }

  follow({ trace, index, bounds }) {
    if (trace) {
      go(`/trace/${trace.traceId}?span=${trace.spanId}`);
    } else {
      const { from, to } = this.heat.steps[index];
      const area = areaBetween('spans', { at: from, nanos: bounds[0] }, { at: to, nanos: bounds[1] });
      this.dispatchEvent(new CustomEvent('area', { detail: area, bubbles: true, composed: true }));
    }
  }
}

customElements.define('latency-map', LatencyMap);
