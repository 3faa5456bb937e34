// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { titleOf } from '../model/call-query.js';
import { duration, percentage, rate } from '../model/format.js';
import { replace, withParameters } from '../model/location.js';
import { selecting } from '../model/map-choice.js';
import { about } from '../model/node-text.js';
import { errorShare } from '../model/service-graph.js';
import { sortOf, sorted } from '../model/sorting.js';
import { base, controls } from '../parts/styles.js';
import { errorCell, numberCell, plainHead, sortHead, tables } from '../parts/table.js';

const time = (name) => ({ name, title: name, value: (edge) => edge[`${name}Nanos`], shown: duration });

const COLUMNS = [
  { name: 'caller', title: 'From', text: true, value: (edge) => edge.fromName },
  { name: 'callee', title: 'To', text: true, value: (edge) => edge.toName },
  { name: 'kind', title: 'Calls', text: true, value: (edge) => titleOf(edge.kind) },
  { name: 'rate', title: 'Rate', value: (edge) => edge.rate, shown: rate },
  { name: 'errors', title: 'Errors', value: errorShare, shown: percentage },
  time('p50'),
  time('p95'),
  time('p99'),
];
const USUAL_SORT = '-rate';
const ENDS = { caller: 'from', callee: 'to' };

/**
 * The edges as a table. With `plain` it has no controls: so it is the content of the drawing for those who cannot see it. The names
 * select the node, the kind selects the edge.
 */
class MapTable extends LitElement {
  static properties = { graph: { attribute: false }, edges: { attribute: false }, search: {}, selected: { attribute: false }, plain: { type: Boolean } };

  static styles = [base, controls, tables, css`
    :host(:not([plain])) { border: 1px solid var(--line); border-radius: 8px; overflow: clip; background: var(--page); }
    :host([plain]) { width: max-content; }
    td.name { width: 32%; min-width: 140px; }
    td a { color: var(--text); }
    td.name a { display: inline-block; max-width: 100%; overflow: hidden; font-weight: 600; text-overflow: ellipsis; vertical-align: bottom; }
    tr.selected { background: var(--accent-soft); }
    .type { margin-right: 6px; font-size: 12px; color: var(--muted); }
    @media (max-width: 1100px) { .p50 { display: none; } }
  `];

  render() {
    const named = this.edges.map((edge) => ({ ...edge, fromName: this.graph.nodes.get(edge.from).name, toName: this.graph.nodes.get(edge.to).name }));
    const sort = this.plain ? USUAL_SORT : sortOf(this.search, COLUMNS, USUAL_SORT);
    return html`
      <table aria-label="Calls between services">
        <thead><tr>${COLUMNS.map((column) => (this.plain ? plainHead(column.title, column.text) : sortHead(column, sort, (next) => replace(withParameters({ sort: next })))))}</tr></thead>
        <tbody>${sorted(named, COLUMNS, sort).map((edge) => this.row(edge))}</tbody>
      </table>`;
  }

  row(edge) {
    return html`<tr class=${edge.key === this.selected?.key ? 'selected' : ''}>${COLUMNS.map((column) => this.cell(column, edge))}</tr>`;
  }

  cell(column, edge) {
    const value = column.value(edge);
    if (column.name in ENDS) {
      const node = this.graph.nodes.get(edge[ENDS[column.name]]);
      return html`<td class="name text" title=${value}>${node.type === 'service' ? nothing : html`<span class="type">${node.type}</span>`}${this.link(value, node)}</td>`;
    }
    if (column.name === 'kind') {
      return html`<td class="text">${this.link(value, edge)}</td>`;
    }
    if (column.name === 'errors') {
      return errorCell(value, percentage(value));
    }
    return numberCell(value === null ? null : about(edge) + column.shown(value), column.name);
  }

  link(text, selected) {
    return this.plain ? text : html`<a href=${withParameters(selecting(selected))}>${text}</a>`;
  }
}

customElements.define('map-table', MapTable);
