// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { duration, rate } from '../model/format.js';
import { replace, withParameters } from '../model/location.js';
import { servicePath } from '../model/pages.js';
import { serviceColors } from '../model/service-color.js';
import { COLUMNS, dayText, momentText } from '../model/services.js';
import { serviceDot } from '../parts/service-chip.js';
import { sparkLine } from '../parts/spark-line.js';
import { base, chips, controls } from '../parts/styles.js';
import { errorCell, numberCell, plainHead, sortHead, tables } from '../parts/table.js';

const MOMENTS = ['first', 'last'];

const ESTIMATED = 'Not all of these calls are counted: for the others, a stored span of a trace that was kept with probability p stands for 1/p calls';

function exactnessOf(row) {
  if (row.estimated) {
    return html`<span class="only" title=${ESTIMATED}>estimated</span>`;
  }
  return row.counts ? nothing : html`<span class="only">spans only</span>`;
}

/** One row a service, which leads to its page. */
class ServicesTable extends LitElement {
  static properties = { rows: { attribute: false }, sort: {}, search: {} };

  static styles = [base, controls, chips, tables, css`
    :host { border: 1px solid var(--line); border-radius: 8px; overflow: clip; }
    tbody tr { position: relative; }
    td.name { width: 30%; min-width: 160px; }
    td.name a { color: var(--text); font-weight: 600; }
    td.name a::after { position: absolute; inset: 0; content: ""; }
    td.name a:focus-visible { outline: none; }
    td.name a:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; }
    .dot { display: inline-block; margin-right: 8px; }
    .only { margin-left: 8px; font-size: 12px; color: var(--muted); }
    td.spark { padding: 0 6px; }
    .rates { color: var(--accent); } .p99s { color: var(--chart-high); }
    svg.spark { display: inline-block; vertical-align: middle; }
    @media (forced-colors: active) { .rates, .p99s { color: CanvasText; } }
    @media (max-width: 1240px) { .first { display: none; } }
    @media (max-width: 1100px) {
      .p50 { display: none; }
      td, th.plain { padding: 0 5px; }
      td.name { padding-left: 10px; }
      th button { padding: 0 2px; }
      svg.spark { width: 96px; }
    }
  `];

  render() {
    const now = Date.now();
    return html`
      <table aria-label="Services">
        <thead><tr>${COLUMNS.map((column) => html`
          ${this.head(column)}
          ${column.name === 'rate' ? plainHead('Rate over time') : column.name === 'p99' ? plainHead('p99 over time') : nothing}`)}</tr></thead>
        <tbody @focusin=${(e) => { this.last = e.target.closest('a'); }}>${this.rows.map((row) => this.row(row, now))}</tbody>
      </table>`;
  }

  head(column) {
    return sortHead(column, this.sort, (sort) => replace(withParameters({ sort })));
  }

  row(row, now) {
    return html`
      <tr>${COLUMNS.map((column) => html`
        ${this.cell(column, row, now)}
        ${column.name === 'rate' ? html`<td class="spark rates">${sparkLine('Rate', row.rates, (value) => rate(value))}</td>` : nothing}
        ${column.name === 'p99' ? html`<td class="spark p99s">${sparkLine('p99', row.p99s, duration)}</td>` : nothing}`)}
      </tr>`;
  }

  cell(column, row, now) {
    const value = column.value(row);
    if (column.name === 'name') {
      return html`
        <td class="name text" title=${row.name}>${serviceDot(serviceColors([row.name]).get(row.name))}<a href=${servicePath(row.name, this.search)}>${row.name}</a>${exactnessOf(row)}</td>`;
    }
    const shown = value === null ? null : column.shown(value, now);
    if (column.name === 'errors') {
      return errorCell(value, shown);
    }
    if (column.name === 'day' && value !== null) {
      return html`<td class="day" title=${dayText(row.day)}>${shown}</td>`;
    }
    return MOMENTS.includes(column.name) && value !== null
      ? html`<td class=${column.name}><time datetime=${new Date(value).toISOString()} title=${momentText(value)}>${shown}</time></td>` : numberCell(shown, column.name);
  }

  /** The link that had the focus last, if it is still there. */
  get lastFocused() {
    return this.last?.isConnected ? this.last : null;
  }

  /** Moves the focus to the next or previous row. @return whether there was one */
  move(step) {
    const links = [...this.renderRoot.querySelectorAll('tbody a')];
    const at = links.indexOf(this.renderRoot.activeElement);
    const to = links[at < 0 && step > 0 ? 0 : at + step];
    to?.focus();
    return to !== undefined;
  }
}

customElements.define('services-table', ServicesTable);
