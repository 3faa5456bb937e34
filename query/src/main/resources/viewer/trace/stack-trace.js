// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { plural } from '../model/format.js';
import { packagesOf, stackTraceOf } from '../model/stack-trace.js';
import '../parts/copy-button.js';
import { base } from '../parts/styles.js';

/** A stack trace: each cause under its own heading, frames of libraries folded. A text of another form is shown as it is. */
class StackTrace extends LitElement {
  static properties = { text: {} };

  static styles = [base, css`
    .all { position: relative; margin-top: 6px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--page); }
    .copy { position: absolute; top: 4px; right: 8px; z-index: 1; background: var(--page); border-radius: 4px; }
    .text { max-height: 340px; padding: 10px 12px; overflow: auto; font: 12px/1.5 var(--mono); tab-size: 2; }
    pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
    .heading { padding-right: 28px; font-weight: 600; white-space: pre-wrap; overflow-wrap: anywhere; }
    * + .heading { margin-top: 8px; }
    summary { width: fit-content; padding-left: 2ch; color: var(--muted); cursor: pointer; overflow-wrap: anywhere; }
    .common { padding-left: 2ch; color: var(--muted); }
    @media print { .text { max-height: none; overflow: visible; } .copy { display: none; } }
  `];

  render() {
    const parts = stackTraceOf(this.text);
    return html`
      <div class="all">
        <span class="copy"><copy-button .text=${this.text} label="Copy the stack trace"></copy-button></span>
        <div class="text" tabindex="0" role="region" aria-label="Stack trace">
          ${parts.length === 0 ? html`<pre>${this.text}</pre>` : parts.map((part) => this.part(part))}
        </div>
      </div>`;
  }

  part({ heading, runs, common }) {
    return html`
      <div class="heading">${heading}</div>
      ${runs.map(({ folded, lines }) => (folded ? html`
        <details><summary>${plural(lines.length, 'frame')} of ${packagesOf(lines)}</summary><pre>${lines.join('\n')}</pre></details>` : html`<pre>${lines.join('\n')}</pre>`))}
      ${common > 0 ? html`<div class="common">${plural(common, 'frame')} as above</div>` : nothing}`;
  }
}

customElements.define('stack-trace', StackTrace);
