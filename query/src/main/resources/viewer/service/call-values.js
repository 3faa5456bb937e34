// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { valueRows } from '../model/call-charts.js';
import { axisTime, count, duration, percentage, rate } from '../model/format.js';
import { replace, withParameters } from '../model/location.js';
import { base } from '../parts/styles.js';
import { numberCell, plainHead, tables } from '../parts/table.js';

const COLUMNS = ['Rate', 'Calls', 'Failed', 'p50', 'p95', 'p99', 'Apdex'];

/** The values of the charts as a table, folded unless the address has `values=on`. Its links lead to the traces of a step. */
class CallValues extends LitElement {
  static properties = { metrics: { attribute: false }, charts: { attribute: false }, searchFor: { attribute: false }, open: { type: Boolean } };

  static styles = [base, tables, css`
    summary { width: max-content; cursor: pointer; font-size: 13px; color: var(--accent); }
    .scroll { max-height: 320px; margin-top: 8px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    th, td { height: 28px; }
  `];

  render() {
    return html`
      <details ?open=${this.open} @toggle=${this.toggled}>
        <summary>Values as a table</summary>
        ${this.open ? this.table() : nothing}
      </details>`;
  }

  toggled(event) {
    if (event.target.open !== this.open) {
      replace(withParameters({ values: event.target.open ? 'on' : null }));
    }
  }

  table() {
    const { steps } = this.charts;
    const length = steps.length === 0 ? 0 : steps.at(-1).to - steps[0].from;
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Values of the charts">
        <table aria-label="Values of the charts">
          <thead><tr>${plainHead('Until', true)}${COLUMNS.map((title) => plainHead(title))}</tr></thead>
          <tbody>${valueRows(this.metrics, this.charts).map((row) => this.row(row, length))}</tbody>
        </table>
      </div>`;
  }

  row(row, length) {
    return html`
      <tr>
        <td class="text">${axisTime(row.to, length)}</td>
        <td>${rate(row.rate)}</td>
        <td>${row.calls === 0 ? '0' : this.link({ index: row.index, name: 'Calls' }, count(row.calls), 'Search for these calls')}</td>
        <td>${row.errors === 0 ? '0' : this.link({ index: row.index, name: 'Failed' }, `${count(row.errors)} (${percentage(row.errorShare)})`, 'Search for the failed calls')}</td>
        ${['p50', 'p95', 'p99'].map((name) => (row[name] === null
          ? numberCell(null) : html`<td>${this.link({ index: row.index, name }, duration(row[name]), 'Search for calls that took at least as long')}</td>`))}
        ${numberCell(row.apdex === null ? null : row.apdex.toFixed(2))}
      </tr>`;
  }

  link(of, text, title) {
    return html`<a href=${this.searchFor(of)} title=${title}>${text}</a>`;
  }
}

customElements.define('call-values', CallValues);
