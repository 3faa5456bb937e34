// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { readable } from '../model/location.js';
import { base } from '../parts/styles.js';
import '../parts/copy-button.js';
import { search } from '../parts/icons.js';

/** Keys and values. Where a service is given, each simple value links to the traces that have it too. */
class AttributeTable extends LitElement {
  static properties = { attributes: { attribute: false }, service: {} };

  static styles = [base, css`
    table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12.500px; }
    td, th { padding: 4px 0; vertical-align: top; text-align: left; border-top: 1px solid var(--line); }
    tr:first-child > * { border-top: 0; }
    th { width: 42%; padding-right: 12px; font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
    td { font-family: var(--mono); font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
    .value { display: flex; align-items: flex-start; gap: 4px; min-height: 20px; }
    .value > span { flex: 1; min-width: 0; }
    .value a, copy-button { visibility: hidden; flex: none; }
    .value a { display: inline-flex; padding: 3px; height: 22px; color: var(--muted); margin: -1px 0; }
    copy-button { margin: -2px 0; }
    tr:hover a, tr:hover copy-button, tr:focus-within a, tr:focus-within copy-button { visibility: visible; }
  `];

  render() {
    return html`
      <table>
        <tbody>${Object.entries(this.attributes).map(([key, value]) => this.row(key, value))}</tbody>
      </table>`;
  }

  row(key, value) {
    const simple = value === null || typeof value !== 'object';
    const text = simple ? String(value) : JSON.stringify(value, null, 1);
    return html`
      <tr>
        <th scope="row">${key}</th>
        <td><div class="value"><span>${text}</span>${simple && this.service ? this.similar(key, text) : nothing}<copy-button
          .text=${text} label="Copy the value"></copy-button></div></td>
      </tr>`;
  }

  similar(key, text) {
    const query = readable(new URLSearchParams({ service: this.service, tag: `${key}:${text}` }));
    return html`<a href=${`/search?${query}`} title="Find traces with this value" aria-label="Find traces with this value">${search}</a>`;
  }
}

customElements.define('attribute-table', AttributeTable);
