// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { clockText } from '../model/clocks.js';
import { logsOf, othersOf } from '../model/events.js';
import { clock, day, duration, millis, nameText, plural } from '../model/format.js';
import { withParameters } from '../model/location.js';
import { isUnfinished, lateText, odditiesOf, whyMissing } from '../model/oddities.js';
import '../parts/copy-button.js';
import { dropped, droppedAttributes } from '../parts/dropped.js';
import '../parts/folded-text.js';
import { close, error, odd } from '../parts/icons.js';
import { serviceDot } from '../parts/service-chip.js';
import { base, chips, controls } from '../parts/styles.js';
import './attribute-table.js';
import './span-events.js';
import './span-logs.js';

/** All data of one span, whose `parent` is undefined at the top; `linked` if it has an address that others can open; `logText` filters its log records. Fires `close`, and `goto` with the id of another span. */
class SpanDetails extends LitElement {
  static properties = { trace: { attribute: false }, colors: { attribute: false }, span: { attribute: false }, parent: { attribute: false }, key: {}, linked: { type: Boolean }, logText: {} };

  static styles = [base, controls, chips, css`
    :host { overflow: auto; border-left: 1px solid var(--line); border-top: 1px solid var(--line); background: var(--surface); }
    header { position: sticky; top: 0; z-index: 2; display: flex; gap: 8px; align-items: flex-start; padding: 12px 12px 10px 16px;
      background: var(--surface); border-bottom: 1px solid var(--line); }
    .title { flex: 1; min-width: 0; }
    h2 { font-size: 15px; font-weight: 600; line-height: 1.35; overflow-wrap: anywhere; }
    .where { display: flex; align-items: center; gap: 7px; color: var(--muted); font-size: 12px; }
    .where .service { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    header button { width: 26px; height: 26px; padding: 0; }
    header copy-button { padding-top: 1px; }
    section { padding: 12px 16px; border-bottom: 1px solid var(--line); }
    h3, summary { font-size: 12px; font-weight: 600; color: var(--muted); }
    h3 { margin-bottom: 4px; }
    summary { cursor: pointer; }
    .facts { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px 12px; }
    .facts dt { font-size: 12px; color: var(--muted); }
    .facts dd { font-weight: 600; font-variant-numeric: tabular-nums; }
    .ids { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 16px; align-items: center; font-size: 12.5px; }
    .ids dt { color: var(--muted); }
    .ids dd { display: flex; align-items: center; gap: 4px; min-height: 24px; min-width: 0; overflow-wrap: anywhere; }
    .ids button { height: auto; padding: 0; border: 0; background: none; color: var(--accent); font: 12px var(--mono); }
    .failure { display: flex; gap: 8px; align-items: flex-start; background: var(--error-soft); color: var(--error); }
    .failure svg { flex: none; margin-top: 3px; }
    .failure p { overflow-wrap: anywhere; }
    .notice { display: flex; gap: 8px; background: var(--warning-soft); color: var(--warning); }
    .notice svg { flex: none; margin-top: 3px; }
    details[open] summary { margin-bottom: 4px; }
    @media print { :host { overflow: visible; border-left: 0; } header { position: static; } header button, header copy-button { display: none; } section { break-inside: avoid-page; } }
  `];

  render() {
    const span = this.span;
    const missing = span.missing;
    return html`
      <aside aria-label="Span details">
        <header>
          <div class="title">
            <h2><folded-text lines="3" .text=${missing ? 'Missing span' : nameText(span.name)}></folded-text></h2>
            ${missing ? nothing : html`<p class="where">${serviceDot(this.colors.get(span.service))}<span class="service" title=${span.service}>${span.service}</span></p>`}
          </div>
          ${this.linked ? html`<copy-button kind="link" label="Copy a link to this span" .text=${this.permalink()}></copy-button>` : nothing}
          <button class="plain" title="Close (Esc)" aria-label="Close" @click=${() => this.fire('close')}>${close}</button>
        </header>
        ${span.status.code === 'ERROR' ? html`
          <section class="failure">${error}<p><strong>Error</strong>${span.status.description ? `: ${span.status.description}` : ''}</p></section>` : nothing}
        ${missing ? notice(`Other spans name this one as their parent, but it is ${whyMissing(this.trace)}.`) : nothing}
        ${odditiesOf(span).map(({ sentence }) => notice(sentence))}
        <section>${this.facts(missing)}</section>
        ${missing ? nothing : this.stored()}
      </aside>`;
  }

  facts(missing) {
    const span = this.span;
    const onPath = span.criticalPath.reduce((sum, [from, to]) => sum + to - from, 0);
    return html`
      <dl class="facts">
        ${fact(missing || isUnfinished(odditiesOf(span)) ? 'At least' : 'Duration', duration(span.durationNanos))}
        ${missing ? nothing : fact('Own time', duration(span.selfNanos))}
        ${fact('On critical path', onPath ? duration(onPath) : '—')}
        ${fact('Starts after', duration(span.startNanos))}
        ${missing ? nothing : fact('Kind', span.kind.toLowerCase())}
        ${missing ? nothing : fact('Status', span.status.code.toLowerCase())}
      </dl>`;
  }

  stored() {
    const span = this.span;
    const resource = this.trace.resources[span.resource];
    const scope = this.trace.scopes[span.scope];
    const logs = logsOf(span).length;
    const others = othersOf(span).length;
    return html`
      ${Object.keys(span.attributes).length === 0 && !span.droppedAttributes ? nothing : html`
        <section>
          <h3>Attributes</h3>
          <attribute-table .values=${span.attributes} .service=${span.service}></attribute-table>
          ${droppedAttributes(span.droppedAttributes)}
        </section>`}
      ${logs === 0 ? nothing : html`
        <section>
          <h3>${plural(logs, 'log record')}</h3>
          <span-logs .span=${span} .text=${this.logText}></span-logs>
        </section>`}
      ${others === 0 && !span.droppedEvents ? nothing : html`
        <section>
          <h3>${plural(others, 'event')}</h3>
          <span-events .span=${span}></span-events>
          ${dropped(span.droppedEvents, 'event')}
        </section>`}
      ${span.links.length === 0 && !span.droppedLinks ? nothing : html`
        <section>
          <h3>${plural(span.links.length, 'link')}</h3>
          ${span.links.map((link) => html`
            <p class="mono"><a href=${`/trace/${link.traceId}?span=${link.spanId}`}>${link.traceId} ${link.spanId}</a></p>
            <attribute-table .values=${link.attributes}></attribute-table>
            ${droppedAttributes(link.droppedAttributes)}`)}
          ${dropped(span.droppedLinks, 'link')}
        </section>`}
      <section>
        <details open>
          <summary>Process</summary>
          <attribute-table .values=${resource.attributes} .service=${span.service}></attribute-table>
          ${droppedAttributes(resource.droppedAttributes)}
        </details>
      </section>
      ${Object.keys(scope.attributes).length === 0 && !scope.droppedAttributes ? nothing : html`
        <section>
          <details open>
            <summary>Instrumentation scope</summary>
            <attribute-table .values=${scope.attributes}></attribute-table>
            ${droppedAttributes(scope.droppedAttributes)}
          </details>
        </section>`}
      <section>${this.ids()}</section>`;
  }

  ids() {
    const span = this.span;
    const scope = this.trace.scopes[span.scope];
    const start = millis(span.startUnixNanos);
    return html`
      <dl class="ids">
        <dt>Span id</dt>
        <dd><span class="mono">${span.spanId}</span><copy-button .text=${span.spanId} label="Copy the span id"></copy-button></dd>
        ${span.parentSpanId ? html`
          <dt>Parent</dt>
          <dd><button title="Show the parent" @click=${() => this.fire('goto', span.parentSpanId)}>${span.parentSpanId}</button></dd>` : nothing}
        <dt>Start</dt>
        <dd class="number">${day(start)} ${clock(start)}</dd>
        ${this.late()}
        ${this.clock()}
        ${scope.name ? html`<dt>Recorded by</dt><dd>${scope.name} ${scope.version}</dd>` : nothing}
        ${span.traceState ? html`<dt>Trace state</dt><dd class="mono">${span.traceState}</dd>` : nothing}
      </dl>`;
  }

  late() {
    const text = lateText(this.span, this.parent);
    return text === null ? nothing : html`<dt>Late</dt><dd class="late">${text}</dd>`;
  }

  /** The clock of the process, where it is not that of the root. */
  clock() {
    const { clock: ofProcess } = this.trace.resources[this.span.resource];
    const text = clockText(ofProcess, this.trace.clocks.corrected);
    return text === null ? nothing : html`<dt>Clock</dt><dd class="clock">${text}</dd>`;
  }

  permalink() {
    return window.location.origin + withParameters({ span: this.key });
  }

  fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

const notice = (sentence) => html`<section class="notice">${odd}<p>${sentence}</p></section>`;

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

customElements.define('span-details', SpanDetails);
