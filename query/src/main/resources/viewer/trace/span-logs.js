// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { logsOf, logsWith } from '../model/events.js';
import { clock, count, day, duration, millis } from '../model/format.js';
import { droppedAttributes } from '../parts/dropped.js';
import '../parts/folded-text.js';
import { error } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';
import './attribute-table.js';
import './stack-trace.js';

/** The log records of a span. `text` filters them; fires `filter-logs` with another one. */
class SpanLogs extends LitElement {
  static properties = { span: { attribute: false }, text: {} };

  static styles = [base, controls, css`
    .filter { display: flex; gap: 10px; align-items: center; margin: 2px 0 6px; font-size: 12px; color: var(--muted); }
    .filter input:not([type="checkbox"]) { flex: 1; height: 28px; min-width: 0; font-size: 13px; }
    article { padding: 6px 0 8px; }
    article + article { border-top: 1px solid var(--line); }
    .head { display: flex; gap: 8px; align-items: center; font-size: 12px; color: var(--muted); }
    .head strong { flex: none; display: inline-flex; gap: 4px; align-items: center; color: var(--text); }
    .error-log .head strong { color: var(--error); }
    .logger { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; direction: rtl; text-align: left; }
    .logger bdi { unicode-bidi: isolate; direction: ltr; }
    .message { margin-top: 2px; font-size: 13px; overflow-wrap: anywhere; }
    .none { color: var(--muted); font-size: 13px; }
  `];

  render() {
    const all = logsOf(this.span);
    const shown = logsWith(all, this.text);
    return html`
      ${all.length > 1 || this.text !== '' ? html`
        <div class="filter">
          <input type="text" aria-label="Filter the log records" placeholder="Filter the log records" spellcheck="false" autocomplete="off"
            .value=${this.text} @input=${(e) => this.dispatchEvent(new CustomEvent('filter-logs', { detail: e.target.value, bubbles: true, composed: true }))}>
          <span class="number" role="status">${this.text === '' ? nothing : `${count(shown.length)} of ${count(all.length)}`}</span>
        </div>` : nothing}
      ${shown.map((log) => this.log(log))}
      ${shown.length === 0 ? html`<p class="none">No log record has this text.</p>` : nothing}`;
  }

  log({ event, sort, severity, logger, message, stackTrace, rest }) {
    const at = millis(event.unixNanos);
    const offset = event.startNanos - this.span.startNanos;
    return html`
      <article class=${sort}>
        <p class="head">
          <strong>${sort === 'error-log' ? error : nothing}${severity || 'log'}</strong>
          <span class="logger" title=${logger}><bdi>${logger}</bdi></span>
          <time class="number" title=${`${day(at)}, ${offset < 0 ? '' : '+'}${duration(offset)} since the start of the span`}>${clock(at)}</time>
        </p>
        ${message ? html`<div class="message"><folded-text lines="8" .text=${message}></folded-text></div>` : nothing}
        ${Object.keys(rest).length > 0 ? html`<attribute-table .values=${rest}></attribute-table>` : nothing}
        ${stackTrace ? html`<stack-trace .text=${stackTrace}></stack-trace>` : nothing}
        ${droppedAttributes(event.droppedAttributes)}
      </article>`;
  }
}

customElements.define('span-logs', SpanLogs);
