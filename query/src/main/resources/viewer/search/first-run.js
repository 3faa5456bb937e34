// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import * as api from '../model/api.js';
import { endpointOf, waysIn } from '../model/setup.js';
import '../parts/copy-button.js';
import { base, controls } from '../parts/styles.js';

const PAUSE_MILLIS = 2000;

/** Shown while nothing is stored: the ways to attach the agent. Looks for the first trace and fires `arrived` with it. */
class FirstRun extends LitElement {
  static properties = {
    setup: { state: true },
    service: { state: true },
    endpoint: { state: true },
    unreachable: { state: true },
  };

  static styles = [base, controls, css`
    :host { max-width: 760px; margin: 32px auto 0; }
    h1 { font-size: 20px; font-weight: 600; letter-spacing: -0.012em; }
    .lead { margin: 6px 0 16px; color: var(--muted); }
    .waiting { display: flex; align-items: center; gap: 10px; padding: 10px 14px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
    .waiting.unreachable { background: var(--warning-soft); color: var(--warning); }
    .pulse { flex: none; width: 10px; height: 10px; border-radius: 5px; background: var(--accent-fill); animation: pulse 2s ease-in-out infinite; }
    @keyframes pulse { 50% { opacity: 0.25; } }
    @media (prefers-reduced-motion: reduce) { .pulse { animation: none; } }
    @media (forced-colors: active) { .pulse { forced-color-adjust: none; background: Highlight; } }
    .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 12px; margin: 20px 0 4px; }
    label { display: block; margin-bottom: 4px; font-size: 12px; font-weight: 600; color: var(--muted); }
    article { margin-top: 18px; }
    h2 { display: inline; font-size: 14px; font-weight: 600; }
    .when { color: var(--muted); font-size: 13px; }
    .command { display: flex; align-items: flex-start; gap: 8px; margin-top: 6px; padding: 8px 8px 8px 14px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
    pre { flex: 1; min-width: 0; margin: 0; padding: 2px 0; font: 13px/1.55 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
    .note { margin-top: 18px; font-size: 13px; color: var(--muted); }
    code { font: 12.5px var(--mono); color: var(--text); }
  `];

  constructor() {
    super();
    this.setup = {};
    this.service = '';
    this.endpoint = '';
    this.unreachable = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.gone = new AbortController();
    this.readSetup(this.gone.signal);
    this.wait(this.gone.signal);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.gone.abort();
  }

  /** If this fails, the commands have a placeholder for the path. */
  async readSetup(signal) {
    this.setup = await api.setup(signal).catch(() => ({}));
    this.endpoint = endpointOf(this.setup, window.location.hostname);
  }

  async wait(signal) {
    while (!signal.aborted) {
      await new Promise((resolve) => { setTimeout(resolve, PAUSE_MILLIS); });
      try {
        const page = document.hidden ? null : await api.search('/api/v1/traces?limit=1', signal);
        this.unreachable = false;
        if (page?.traces.length > 0) {
          this.dispatchEvent(new CustomEvent('arrived', { detail: page.traces[0] }));
          return;
        }
      } catch {
        this.unreachable = !signal.aborted;
      }
    }
  }

  render() {
    return html`
      <h1>No trace has arrived yet</h1>
      <p class="lead">Start an application with the agent in one of these ways, send it a request, and its trace appears here.</p>
      <p class=${this.unreachable ? 'waiting unreachable' : 'waiting'} role="status">
        <span class="pulse"></span>
        ${this.unreachable ? 'The query service does not answer; looking again every 2 seconds.' : 'Waiting for the first trace; looking every 2 seconds.'}
      </p>
      <div class="fields">
        ${this.field('service', 'Service name', 'my-service')}
        ${this.field('endpoint', 'Collector, as the application reaches it', 'http://localhost:4317')}
      </div>
      ${waysIn(this.setup, this.service, this.endpoint).map((way) => html`
        <article>
          <h2>${way.title}</h2> <span class="when">${way.when}</span>
          <div class="command"><pre>${way.command}</pre><copy-button .text=${way.command} label="Copy: ${way.title.toLowerCase()}"></copy-button></div>
        </article>`)}
      <p class="note">
        ${this.setup.agentJar ? html`These paths are on the machine of this service; on another machine, take a copy of the jar there.` : html`
          The agent is <code>agent/dapper-javaagent.jar</code> in Dapper’s distribution.`}
        Any OpenTelemetry SDK can send to the collector too.
      </p>`;
  }

  field(name, label, placeholder) {
    return html`
      <div>
        <label for=${name}>${label}</label>
        <input id=${name} type="text" spellcheck="false" autocomplete="off" placeholder=${placeholder} .value=${this[name]}
          @input=${(e) => { this[name] = e.target.value; }}>
      </div>`;
  }
}

customElements.define('first-run', FirstRun);
