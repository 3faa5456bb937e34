// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { readable } from '../model/location.js';
import { tagOf } from '../model/tags.js';
import { base } from '../parts/styles.js';
import '../parts/copy-button.js';
import { search } from '../parts/icons.js';

/** Keys and values. If a service is given, each simple value links to the other traces that have it. */
class AttributeTable extends LitElement {
  static properties = { values: { attribute: false }, service: {} };

  static styles = [base, css`
    table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12.5px; }
    td, th { padding: 4px 0; vertical-align: top; text-align: left; border-top: 1px solid var(--line); }
    tr:first-child > * { border-top: 0; }
    th { width: 42%; padding-right: 12px; font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
    td { font-family: var(--mono); font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
    th { position: relative; }
    .tools {
      position: absolute; right: 0; top: 0; display: flex; align-items: center; padding-left: 10px; visibility: hidden;
      background: linear-gradient(to right, transparent, var(--surface) 8px);
    }
    .tools a { display: inline-flex; padding: 4px; color: var(--muted); }
    .tools a:hover { color: var(--text); }
    tr:hover .tools, tr:focus-within .tools { visibility: visible; }
  `];

  render() {
    return html`
      <table>
        <tbody>${Object.entries(this.values).map(([key, value]) => this.row(key, value))}</tbody>
      </table>`;
  }

  row(key, value) {
    const simple = value === null || typeof value !== 'object';
    const text = simple ? String(value) : JSON.stringify(value, null, 1);
    return html`
      <tr>
        <th scope="row">
          ${key}
          <span class="tools">
            ${simple && this.service ? this.similar(key, text) : nothing}
            <copy-button .text=${text} label="Copy the value"></copy-button>
          </span>
        </th>
        <td>${text}</td>
      </tr>`;
  }

  similar(key, text) {
    const query = readable(new URLSearchParams({ service: this.service, tag: tagOf(key, text) }));
    return html`<a href=${`/search?${query}`} title="Find traces with this value" aria-label="Find traces with this value">${search}</a>`;
  }
}

customElements.define('attribute-table', AttributeTable);
