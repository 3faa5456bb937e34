// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { FAILED, atLeast, searchInRange, titleOf } from '../model/call-query.js';
import { edgeQuery } from '../model/edge-query.js';
import { duration, percentage, rate } from '../model/format.js';
import { servicePath } from '../model/pages.js';
import { serviceColors } from '../model/service-color.js';
import { askedRange } from '../model/time-range.js';
import { serviceDot } from '../parts/service-chip.js';
import { base, chips } from '../parts/styles.js';
import { errorCell, numberCell, plainHead, tables } from '../parts/table.js';

/** The callers or the callees of a service. Names of services lead to their pages, numbers to traces. */
class NeighbourTable extends LitElement {
  static properties = { search: {}, heading: {}, rows: { attribute: false } };

  static styles = [base, chips, tables, css`
    h2 { margin-bottom: 8px; font-size: 14px; font-weight: 600; }
    .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    .none { padding: 10px 0; font-size: 13px; color: var(--muted); }
    .dot { display: inline-block; margin-right: 8px; }
    .type { margin-left: 6px; font-size: 12px; color: var(--muted); }
  `];

  render() {
    return html`
      <h2>${this.heading}</h2>
      ${this.rows.length === 0 ? html`<p class="none">None in this time range.</p>` : html`
        <div class="scroll">
          <table aria-label=${this.heading}>
            <thead><tr>${plainHead('Name', true)}${plainHead('Kind', true)}${['Rate', 'Errors', 'p50', 'p99'].map((title) => plainHead(title))}</tr></thead>
            <tbody>${this.rows.map((row) => this.row(row))}</tbody>
          </table>
        </div>`}`;
  }

  row(row) {
    const { edge } = row;
    const share = edge.calls === 0 ? null : edge.errors / edge.calls;
    const shown = share === null ? null : percentage(share);
    return html`
      <tr>
        <td class="name text" title=${row.name}>${this.name(row)}</td>
        <td class="text">${titleOf(edge.kind)}</td>
        <td>${this.link(row, [], rate(edge.rate))}</td>
        ${errorCell(share, edge.errors > 0 ? this.link(row, [FAILED], shown) : shown)}
        ${[edge.p50Nanos, edge.p99Nanos].map((nanos) => numberCell(nanos === null ? null : this.link(row, atLeast(nanos), duration(nanos))))}
      </tr>`;
  }

  name({ type, name }) {
    return type === 'service'
      ? html`${serviceDot(serviceColors([name]).get(name))}<a href=${servicePath(name, this.search)}>${name}</a>`
      : html`${name}<span class="type">${type}</span>`;
  }

  link(row, conditions, text) {
    return html`<a href=${searchInRange(edgeQuery(row.edge, conditions), askedRange(this.search))}>${text}</a>`;
  }
}

customElements.define('neighbour-table', NeighbourTable);
