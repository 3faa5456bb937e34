// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { othersOf } from '../model/events.js';
import { duration, nameText } from '../model/format.js';
import { droppedAttributes } from '../parts/dropped.js';
import { base } from '../parts/styles.js';
import './attribute-table.js';
import './stack-trace.js';

const TYPE = 'exception.type';
const MESSAGE = 'exception.message';
const STACK_TRACE = 'exception.stacktrace';

/** The events of a span but its log records, in the order in which they were recorded; exceptions with their stack trace. */
class SpanEvents extends LitElement {
  static properties = { span: { attribute: false } };

  static styles = [base, css`
    article { padding: 6px 0 8px; }
    article + article { border-top: 1px solid var(--line); }
    .head { display: flex; gap: 10px; justify-content: space-between; font-size: 13px; }
    .head strong { min-width: 0; font-weight: 600; overflow-wrap: anywhere; }
    .exception strong { color: var(--error); }
    .head .number { color: var(--muted); font-size: 12px; }
    .message { margin-top: 2px; font-size: 13px; overflow-wrap: anywhere; }
  `];

  render() {
    return html`${othersOf(this.span).map((event) => this.event(event))}`;
  }

  event(event) {
    const { [TYPE]: type, [MESSAGE]: message, [STACK_TRACE]: stackTrace, ...attributes } = event.attributes;
    return html`
      <article class=${event.name === 'exception' ? 'exception' : ''}>
        <p class="head">
          <strong>${type ?? nameText(event.name)}</strong>
          <span class="number" title="Since the start of the span">${this.offset(event)}</span>
        </p>
        ${message ? html`<p class="message">${message}</p>` : nothing}
        <attribute-table .values=${attributes}></attribute-table>
        ${stackTrace ? html`<stack-trace .text=${stackTrace}></stack-trace>` : nothing}
        ${droppedAttributes(event.droppedAttributes)}
      </article>`;
  }

  offset(event) {
    const nanos = event.startNanos - this.span.startNanos;
    return `${nanos < 0 ? '' : '+'}${duration(nanos)}`;
  }
}

customElements.define('span-events', SpanEvents);
