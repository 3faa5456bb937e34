// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { ago, millis } from '../model/format.js';
import { momentText } from '../model/services.js';
import { base } from '../parts/styles.js';
import { plainHead, tables } from '../parts/table.js';

/** The processes of a service, newest first. */
class ProcessTable extends LitElement {
  static properties = { processes: { attribute: false } };

  static styles = [base, tables, css`
    .scroll { max-height: 420px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    .none { padding: 10px 0; font-size: 13px; color: var(--muted); }
  `];

  render() {
    const now = Date.now();
    return this.processes.length === 0 ? html`<p class="none">No process of this service counts calls.</p>` : html`
      <div class="scroll" tabindex="0" role="region" aria-label="Instances">
        <table aria-label="Instances">
          <thead><tr>${['Instance', 'Version', 'Language', 'Agent'].map((title) => plainHead(title, true))}${['First seen', 'Last seen'].map((title) => plainHead(title))}</tr></thead>
          <tbody>${this.processes.map((process) => this.row(process, now))}</tbody>
        </table>
      </div>`;
  }

  row(process, now) {
    return html`
      <tr>
        <td class="name text" title=${process.instance}>${process.instance}</td>
        ${[process.version, process.language, process.agent].map((text) => html`<td class="text">${text || '–'}</td>`)}
        ${[process.firstUnixNanos, process.lastUnixNanos].map((nanos) => this.moment(millis(nanos), now))}
      </tr>`;
  }

  moment(at, now) {
    return html`<td><time datetime=${new Date(at).toISOString()} title=${momentText(at)}>${ago(at, now)}</time></td>`;
  }
}

customElements.define('process-table', ProcessTable);
