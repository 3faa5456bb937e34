// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { readable } from '../model/location.js';
import { pretty } from '../model/pretty.js';
import { tagOf } from '../model/tags.js';
import { quote } from '../model/words.js';
import { base } from '../parts/styles.js';
import '../parts/copy-button.js';
import '../parts/folded-text.js';
import { filter, search } from '../parts/icons.js';

/** More characters are folded. */
const LONG = 800;

/**
 * Keys and values. If a service is given, each simple value links to the other traces that have it, and a button fires
 * `find-value` with the text that finds it in this trace.
 */
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
    .tools a, .tools button { display: inline-flex; padding: 4px; border: 0; background: none; color: var(--muted); cursor: pointer; }
    .tools a:hover, .tools button:hover { color: var(--text); }
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
    const text = simple ? String(value) : JSON.stringify(value, null, 2);
    const shown = typeof value === 'string' ? pretty(key, value) : text;
    return html`
      <tr>
        <th scope="row">
          ${key}
          <span class="tools">
            ${simple && this.service ? [this.alike(key, text), this.similar(key, text)] : nothing}
            <copy-button .text=${text} label="Copy the value"></copy-button>
          </span>
        </th>
        <td>${shown.length > LONG ? html`<folded-text lines="12" .text=${shown}></folded-text>` : shown}</td>
      </tr>`;
  }

  alike(key, text) {
    const find = () => this.dispatchEvent(new CustomEvent('find-value', { detail: quote(`${key}=${text}`), bubbles: true, composed: true }));
    return html`<button title="Find it in this trace" aria-label="Find the spans of this trace with this value" @click=${find}>${filter}</button>`;
  }

  similar(key, text) {
    const query = readable(new URLSearchParams({ service: this.service, tag: tagOf(key, text) }));
    return html`<a href=${`/search?${query}`} title="Find traces with this value" aria-label="Find traces with this value">${search}</a>`;
  }
}

customElements.define('attribute-table', AttributeTable);
