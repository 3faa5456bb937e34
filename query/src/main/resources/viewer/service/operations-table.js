// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { FAILED, atLeast, callQuery, searchInRange } from '../model/call-query.js';
import { go, replace, withParameters } from '../model/location.js';
import { OPERATION_COLUMNS, USUAL_SORT } from '../model/service.js';
import { sortOf, sorted } from '../model/sorting.js';
import { askedRange } from '../model/time-range.js';
import { exemplarLinks } from '../parts/exemplars.js';
import { base, controls } from '../parts/styles.js';
import { errorCell, numberCell, plainHead, sortHead, tables } from '../parts/table.js';

const QUANTILES = ['p50', 'p95', 'p99'];

/** The operations of a service. Their names and numbers lead to traces; a button shows one of them in the charts. */
class OperationsTable extends LitElement {
  static properties = { service: {}, search: {}, operation: {}, answer: { attribute: false } };

  static styles = [base, controls, tables, css`
    .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    td.name { min-width: 180px; }
    td button { height: 24px; padding: 0 8px; font-size: 12px; }
    .traces { display: inline-flex; gap: 8px; }
    @media (max-width: 1240px) { .calls, .max { display: none; } }
    @media (max-width: 1100px) { .p50 { display: none; } }
  `];

  render() {
    const sort = sortOf(this.search, OPERATION_COLUMNS, USUAL_SORT);
    return html`
      <div class="scroll">
        <table aria-label="Operations">
          <thead><tr>
            ${OPERATION_COLUMNS.map((column) => sortHead(column, sort, (next) => replace(withParameters({ sort: next }))))}
            ${plainHead('Traces', true)}${plainHead('Charts')}
          </tr></thead>
          <tbody>${sorted(this.answer.operations, OPERATION_COLUMNS, sort).map((row) => this.row(row))}</tbody>
        </table>
      </div>`;
  }

  row(row) {
    const isShown = row.operation === this.operation;
    return html`
      <tr>
        ${OPERATION_COLUMNS.map((column) => this.cell(column, row))}
        <td class="text">${exemplarLinks(row.exemplars)}</td>
        <td><button aria-pressed=${isShown} aria-label=${`Show only ${row.operation} in the charts`}
          @click=${() => go(withParameters({ operation: isShown ? null : row.operation }))}>Show</button></td>
      </tr>`;
  }

  cell(column, row) {
    const value = column.value(row);
    const shown = value === null ? null : column.shown(value);
    if (column.name === 'operation') {
      return html`<td class="name text" title=${row.operation}>${this.link(row, [], shown)}</td>`;
    }
    if (column.name === 'kind') {
      return html`<td class="text">${shown}</td>`;
    }
    if (column.name === 'errors') {
      return errorCell(value, row.errors > 0 ? this.link(row, [FAILED], shown) : shown);
    }
    return numberCell(QUANTILES.includes(column.name) && value !== null ? this.link(row, atLeast(value), shown) : shown, column.name);
  }

  /** To the spans of these calls in the time range of the page. */
  link(row, conditions, text) {
    const query = callQuery(this.service, { kind: row.kind, operation: row.operation, conditions });
    return html`<a href=${searchInRange(query, askedRange(this.search))}>${text}</a>`;
  }
}

customElements.define('operations-table', OperationsTable);
