// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import '../charts/heat-chart.js';
import '../charts/line-chart.js';
import { chartsOf, heatSummary, stepSearch, summaryOf } from '../model/call-charts.js';
import { deployedBetween } from '../model/deployments.js';
import { shownTraces } from '../model/heat.js';
import { go } from '../model/location.js';
import { base } from '../parts/styles.js';
import './call-values.js';

/** The charts of a service's calls, with a table of the same values. A click on a chart leads to the traces of that point. */
class CallCharts extends LitElement {
  static properties = { service: {}, kind: {}, operation: {}, metrics: { attribute: false }, deployed: { attribute: false }, endsNow: { type: Boolean }, open: { type: Boolean } };

  static styles = [base, css`
    .charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; }
    .none { padding: 24px 0; color: var(--muted); }
    .hint { margin: 8px 0; font-size: 12px; color: var(--muted); }
    @media (max-width: 900px) { .charts { grid-template-columns: minmax(0, 1fr); } }
  `];

  willUpdate(changed) {
    if (changed.has('metrics') || changed.has('endsNow')) {
      this.parts = chartsOf(this.metrics, this.endsNow);
      this.traces = shownTraces(this.metrics.exemplars, this.parts.steps);
    }
    if (changed.has('metrics') || changed.has('endsNow') || changed.has('deployed')) {
      const { steps } = this.parts;
      this.marks = steps.length === 0 ? [] : deployedBetween(this.deployed, steps[0].from, steps.at(-1).to);
    }
  }

  render() {
    return this.metrics.calls.some((calls) => calls > 0) ? this.charts()
      : html`<p class="none" role="status">No calls of this kind in this time range. Try a longer time range, or another kind of calls.</p>`;
  }

  charts() {
    const { steps, rates, failures, quantiles, heat } = this.parts;
    return html`
      <div class="charts">
        ${this.lines('Rate', rates)}
        ${this.lines('Failed calls', failures)}
        ${this.lines('Duration', quantiles)}
        <heat-chart .heading=${'Durations of all calls'} .steps=${steps} .marks=${this.marks} .map=${heat} .exemplars=${this.traces}
          .summary=${heatSummary(heat, this.traces)} @pick=${(e) => this.follow(e.detail)}></heat-chart>
      </div>
      <p class="hint">A click on a chart searches for the traces of that moment; on a recorded trace, it opens the trace.</p>
      <call-values .metrics=${this.metrics} .charts=${this.parts} ?open=${this.open} .searchFor=${(of) => this.searchFor(of)}></call-values>`;
  }

  lines(heading, lines) {
    return html`
      <line-chart .heading=${heading} .steps=${this.parts.steps} .marks=${this.marks} .lines=${lines}
        .summary=${summaryOf(lines, this.parts.steps)} @pick=${(e) => this.follow(e.detail)}></line-chart>`;
  }

  searchFor(of) {
    return stepSearch(this.service, this.kind, this.operation, this.metrics, this.parts, of);
  }

  follow(detail) {
    go(detail.trace ? `/trace/${detail.trace.traceId}?span=${detail.trace.spanId}` : this.searchFor(detail));
  }
}

customElements.define('call-charts', CallCharts);
