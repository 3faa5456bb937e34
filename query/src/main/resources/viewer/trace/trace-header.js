// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { choicePath, usualPath } from '../model/comparison.js';
import { clock, count, day, duration, millis, nameText, oneIn } from '../model/format.js';
import { patternsPath } from '../model/patterns.js';
import '../parts/copy-button.js';
import { compare, download, error, patterns, upload } from '../parts/icons.js';
import { serviceChip, serviceDot } from '../parts/service-chip.js';
import { base, chips, controls } from '../parts/styles.js';
import './trace-notices.js';

const MOST_CHIPS = 12;

/**
 * The summary of the trace: root, time, duration, counts. `file` is the name of the file that it is from, if it is not stored.
 * `corrected`, `missed` and `problem` are those of `trace-notices.js`, `growth` that of `more-spans.js`. Fires `close-file`, and `action` with the name of one.
 */
class TraceHeader extends LitElement {
  static properties = { trace: { attribute: false }, colors: { attribute: false }, legend: { attribute: false }, file: {}, corrected: { type: Boolean }, missed: {}, growth: { attribute: false }, problem: { attribute: false } };

  static styles = [base, controls, chips, css`
    :host { padding: 12px 16px 10px; }
    .first { display: flex; align-items: center; gap: 16px; }
    h1 { display: flex; align-items: center; gap: 9px; min-width: 0; margin-right: auto; font-size: 18px; font-weight: 600; letter-spacing: -0.012em; }
    h1 .dot { width: 12px; height: 12px; border-radius: 4px; }
    h1 .service { color: var(--muted); font-weight: 400; }
    h1 span:not(.dot) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .downloads { display: flex; gap: 8px; flex: none; }
    .downloads > * { font-size: 13px; }
    .file { max-width: 36ch; align-self: center; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); }
    .second { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; margin-top: 8px; }
    .facts { display: flex; flex-wrap: wrap; gap: 2px 20px; }
    .facts > div { display: flex; gap: 6px; align-items: center; }
    dt { font-size: 12px; color: var(--muted); }
    dd { display: flex; align-items: center; gap: 4px; height: 22px; font-weight: 600; font-variant-numeric: tabular-nums; }
    dd .mono { font-weight: 400; }
    .look { height: 22px; padding: 0 8px; font-size: 12px; font-weight: 400; }
    dd.bad { color: var(--error); }
    .services { display: flex; flex-wrap: wrap; gap: 6px; min-width: 0; }
    @media (max-width: 1100px) { .facts { column-gap: 14px; } .facts > .listed { display: none; } }
    @media (max-width: 720px) { .first, .downloads { flex-wrap: wrap; } .downloads { flex: 0 1 auto; } }
    @media print { .downloads, .look, dd copy-button { display: none; } }
  `];

  render() {
    const trace = this.trace;
    const start = millis(trace.startUnixNanos);
    const otlp = `/api/v1/traces/${trace.traceId}/otlp`;
    const otlpFile = `trace-${trace.traceId}.otlp.json`;
    const shown = trace.services.slice(0, MOST_CHIPS);
    return html`
      <div class="first">
        <h1>
          ${serviceDot(this.colors.get(trace.rootService))}
          <span class="service">${trace.rootService}</span>
          <span title=${trace.rootOperation}>${nameText(trace.rootOperation)}</span>
        </h1>
        <div class="downloads">${this.file ? this.ofFile() : this.ofStored(otlp, otlpFile)}</div>
      </div>
      <div class="second">
        <dl class="facts">
          ${fact('Duration', duration(trace.durationNanos))}
          ${fact('Start', `${day(start)} ${clock(start)}`)}
          <div><dt>Spans</dt><dd>${count(trace.spanCount)}${this.growth?.offered ? html`
            <button class="look" title="More spans of this trace may arrive" @click=${() => this.act('look')}>Look for more</button>` : nothing}</dd></div>
          <div><dt>Errors</dt><dd class=${trace.errorCount ? 'bad' : ''}>${trace.errorCount ? error : nothing}${count(trace.errorCount)}</dd></div>
          <div class="listed"><dt>Services</dt><dd>${count(trace.services.length)}</dd></div>
          ${fact('Depth', count(trace.depth))}
          ${trace.samplingProbability === null ? nothing : fact('Sampled', oneIn(trace.samplingProbability))}
          <div>
            <dt>Trace id</dt>
            <dd><span class="mono">${trace.traceId}</span><copy-button .text=${trace.traceId} label="Copy the trace id"></copy-button></dd>
          </div>
        </dl>
        ${this.legend.length > 0 ? this.colorLegend() : html`
          <div class="services" aria-label="Services, most own time first">
            ${shown.map((counts) => serviceChip(counts, this.colors.get(counts.service)))}
            ${trace.services.length > shown.length ? html`<span class="muted">and ${trace.services.length - shown.length} more</span>` : nothing}
          </div>`}
      </div>
      <trace-notices .trace=${trace} .download=${this.file ? null : { path: otlp, name: otlpFile }} .corrected=${this.corrected} .missed=${this.missed}
        .news=${this.growth?.news ?? ''} .problem=${this.problem}
        @action=${(e) => this.act(e.detail)}></trace-notices>`;
  }

  ofStored(otlp, otlpFile) {
    const trace = this.trace;
    return html`
      ${trace.rootMissing ? nothing : html`<a class="button" href=${patternsPath(trace, millis(trace.startUnixNanos))} title="Traces of this operation, grouped by shape">${patterns} Patterns</a>`}
      <a class="button" href=${choicePath(trace)}>${compare} Compare</a>
      ${trace.rootMissing ? nothing : html`<a class="button" href=${usualPath(trace)} title="Beside the medians of the traces with the same pattern">Compare with the usual</a>`}
      <a class="button" href=${`/api/v1/traces/${trace.traceId}`} download=${`trace-${trace.traceId}.json`}>${download} JSON</a>
      <a class="button" href=${otlp} download=${otlpFile}>${download} OTLP</a>
      <a class="button" href="/file" title="Open a trace from a file" aria-label="Open a trace from a file">${upload}</a>`;
  }

  ofFile() {
    return html`
      <span class="file" title=${this.file}>Only shown, not stored: ${this.file}</span>
      <button @click=${() => this.dispatchEvent(new Event('close-file'))}>${upload} Open another file</button>`;
  }

  act(name) {
    this.dispatchEvent(new CustomEvent('action', { detail: name }));
  }

  /** The colours of the bars, where they are not those of services. */
  colorLegend() {
    return html`
      <div class="services" aria-label="Colours of the bars"><span class="muted">Colours:</span>
        ${this.legend.map(({ color, label, title }) => html`<span class="chip" title=${title}>${serviceDot(color)}<span class="name">${label}</span></span>`)}
      </div>`;
  }
}

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

customElements.define('trace-header', TraceHeader);
