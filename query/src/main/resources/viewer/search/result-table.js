// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { clock, day, moment } from '../model/format.js';
import { rootText } from '../model/growth.js';
import { replace, withParameters } from '../model/location.js';
import { RESULT_COLUMNS, USUAL_SORT, matchedSpans, showsMatches, spanPath } from '../model/results.js';
import { sortOf, sorted } from '../model/sorting.js';
import { moveFocus } from '../parts/focus.js';
import { base, controls } from '../parts/styles.js';
import { numberCell, sortHead, tables } from '../parts/table.js';

/** The traces found as a table. Its columns sort all results where the API has their order, else the loaded traces. */
class ResultTable extends LitElement {
  static properties = { traces: { attribute: false }, query: {}, search: {} };

  static styles = [base, controls, tables, css`
    .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    td.name { min-width: 140px; }
    td.name a { display: block; overflow: hidden; text-overflow: ellipsis; }
    .second { font-size: 12px; color: var(--muted); }
    td.service { max-width: 160px; overflow: hidden; text-overflow: ellipsis; }
    @media (max-width: 1100px) { .services, .spans, .day { display: none; } td.service { max-width: 110px; } }
  `];

  render() {
    const sort = sortOf(this.search, RESULT_COLUMNS, USUAL_SORT);
    return html`
      <div class="scroll" @focusin=${(e) => { this.last = e.target.closest('a'); }}>
        <table aria-label="Traces">
          <thead><tr>${RESULT_COLUMNS.map((column) => sortHead(column, sort, (next) => replace(withParameters({ sort: next }))))}</tr></thead>
          <tbody>${sorted(this.traces, RESULT_COLUMNS, sort).map((trace) => html`<tr>${RESULT_COLUMNS.map((column) => this.cell(column, trace))}</tr>`)}</tbody>
        </table>
      </div>`;
  }

  cell(column, trace) {
    const value = column.value(trace);
    const shown = column.shown(value);
    if (column.name === 'operation') {
      return html`<td class="name text" title=${trace.rootOperation}><a class="trace" href=${`/trace/${trace.traceId}`}>${shown}${trace.rootMissing ? html` <span class="second">${rootText(trace, Date.now())}</span>` : nothing}</a></td>`;
    }
    if (column.name === 'start') {
      return html`<td title=${moment(value)}><span class="day">${day(value)} </span>${clock(value)}</td>`;
    }
    if (column.name === 'service') {
      return html`<td class="service text" title=${trace.rootService}>${shown}</td>`;
    }
    if (column.name === 'errors') {
      return html`<td class=${value > 0 ? 'errors bad' : 'errors'}>${shown}</td>`;
    }
    if (column.name === 'matched' && showsMatches(this.query)) {
      const [first] = matchedSpans(trace).spans;
      return numberCell(first ? html`<a href=${spanPath(trace, first)} title=${`Open ${first.name}`}>${shown}</a>` : shown, column.name);
    }
    return numberCell(shown, column.name);
  }

  /** As of the list of results. */
  get lastFocused() {
    return this.last?.isConnected ? this.last : null;
  }

  move(step) {
    return moveFocus(this.renderRoot, step);
  }
}

customElements.define('result-table', ResultTable);
