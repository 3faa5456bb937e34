// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { otlpOfText } from '../model/trace-file.js';
import { upload } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';
import './trace-page.js';

/**
 * The page of a trace in a file. The service analyses it as it does a stored one, and stores nothing; after a reload the
 * file has to be opened again. The address holds the state of the trace page.
 */
class TraceFile extends LitElement {
  static properties = { search: {}, source: { state: true }, problem: { state: true }, over: { state: true } };

  static styles = [base, controls, css`
    :host { min-height: 0; }
    trace-page { height: 100%; }
    @media print { trace-page { height: auto; } }
    .open { display: grid; justify-items: center; gap: 10px; max-width: 640px; margin: 48px auto 0; padding: 40px 24px; border: 2px dashed var(--edge); border-radius: 10px; text-align: center; }
    .open.over { border-color: var(--accent); background: var(--accent-soft); }
    h1 { font-size: 18px; font-weight: 600; }
    p { color: var(--muted); }
    label { cursor: pointer; }
    input { position: absolute; width: 1px; height: 1px; opacity: 0; }
    label:focus-within { outline: 2px solid var(--accent); outline-offset: 1px; }
    .problem { max-width: 640px; margin: 24px auto 0; padding: 12px 16px; border: 1px solid var(--error-fill); border-radius: var(--radius); background: var(--error-soft); color: var(--text); overflow-wrap: anywhere; }
  `];

  constructor() {
    super();
    this.source = null;
    this.problem = null;
    this.over = false;
    document.title = 'Open a file · Dapper';
  }

  render() {
    if (this.source) {
      return html`<trace-page .source=${this.source} .search=${this.search} @close-file=${this.close} @failed=${(e) => this.fail(e.detail)}></trace-page>`;
    }
    return html`
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class=${this.over ? 'open over' : 'open'} @dragover=${this.hold} @dragleave=${() => { this.over = false; }} @drop=${this.drop}>
        <h1>Open a trace from a file</h1>
        <p>The JSON or the OTLP that the trace page downloads, or JSON of an OpenTelemetry Collector; also with gzip. The trace is
          only shown, and not stored.</p>
        <label class="button">${upload} Choose a file<input type="file" accept=".json,.jsonl,.gz,application/json" @change=${(e) => this.open(e.target.files[0])}></label>
        <p>or drop one here</p>
      </div>`;
  }

  takeFocus() {
    (this.renderRoot.querySelector('trace-page') ?? this.renderRoot.querySelector('input'))?.[this.source ? 'takeFocus' : 'focus']?.();
  }

  hold(event) {
    event.preventDefault();
    this.over = true;
  }

  drop(event) {
    event.preventDefault();
    this.over = false;
    this.open(event.dataTransfer.files[0]);
  }

  async open(file) {
    if (!file) {
      return;
    }
    try {
      this.problem = null;
      this.source = fileSource(file.name, otlpOfText(await textOf(file)));
    } catch (problem) {
      this.problem = `${file.name}: ${problem.message}`;
    }
  }

  fail(problem) {
    this.problem = `${this.source.file}: ${problem.message}`;
    this.source = null;
  }

  close() {
    this.source = null;
    document.title = 'Open a file · Dapper';
  }
}

/** The text of a file, which may be compressed with gzip. */
async function textOf(file) {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    return file.text();
  }
  try {
    return await new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text();
  } catch {
    throw new Error('The file begins like one compressed with gzip, but cannot be decompressed. Is it whole?');
  }
}

const fileSource = (file, otlp) => ({
  file,
  trace: (corrected, listener, signal) => api.traceInFile(otlp, corrected, listener, signal),
  matches: (query, corrected, signal) => api.matchesInFile(otlp, query, corrected, signal),
});

customElements.define('trace-file', TraceFile);
